const blockBytes = 512;
const maxSize = 0o77777777777;

/** Gives the header of a regular file in a tar archive. Source: POSIX.1-2017 pax, "ustar Interchange Format". */
export function tarHeader(name: string, bytes: number): Buffer {
  if (Buffer.byteLength(name) > 100 || bytes > maxSize) {
    throw new RangeError(
      `expected a name of at most 100 bytes and a size of at most ${maxSize}, got ${name}, ${bytes}`,
    );
  }
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0);
  header.write("0000644\u00000000000\u00000000000\u0000", 100, "latin1");
  header.write(`${bytes.toString(8).padStart(11, "0")}\u0000`, 124, "latin1");
  // No time: the same database gives the same archive.
  header.write("00000000000\u0000", 136, "latin1");
  header.write("        0", 148, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  let checksum = 0;
  for (const byte of header) checksum += byte;
  header.write(`${checksum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
  return header;
}

/** Gives the zeros that fill the last block of a file. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes);
}

/** Gives what stands at the end of an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(blockBytes * 2);
}
