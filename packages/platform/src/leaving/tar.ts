const blockBytes = 512;
/** What a name and a size have room for in a plain header. Source: POSIX.1-2017, pax, ustar Interchange Format. */
const maxNameBytes = 100;
const maxEntryBytes = 0o77777777777;

/** Gives the header of a file in an archive. */
export function tarHeader(name: string, sizeBytes: number, seconds: number): Buffer {
  if (Buffer.byteLength(name) > maxNameBytes || sizeBytes > maxEntryBytes) {
    throw new Error(`expected a name of ${maxNameBytes} bytes and a size below 8 GiB, got ${name} of ${sizeBytes}`);
  }
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0, "utf8");
  header.write("0000600\0", 100, "latin1");
  header.write("0000000\0", 108, "latin1");
  header.write("0000000\0", 116, "latin1");
  header.write(`${sizeBytes.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  header.write("        ", 148, "latin1");
  header.write("0", 156, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/** Gives what stands behind a file of some size. */
export function tarPadding(sizeBytes: number): Buffer {
  return Buffer.alloc((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

/** Gives the end of an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * blockBytes);
}
