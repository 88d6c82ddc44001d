import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** Begins every entry: another number means that the form has changed, and the entry is none. */
const magic = Buffer.from("SKC1");
const headerBytes = magic.length + 4;
/** No entry of ours unpacks to more; one that claims to is none of ours. */
const maxUnpackedBytes = 1024 ** 3;

/**
 * Packs a value with a checksum; `undefined` for one that is too large to be written as one text. Level 1 of zstd: an
 * entry is written once and read often, and disk is cheap.
 */
export function seal(value: unknown): Buffer | undefined {
  const text = findText(value);
  if (text === undefined) return undefined;
  const body = zstdCompressSync(Buffer.from(text), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(crc32(body), magic.length);
  return Buffer.concat([header, body]);
}

function findText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // No text of JavaScript is longer than half a gibibyte: only hostile names come to that, and they need no cache.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Unpacks what {@link seal} gave; `undefined` for bytes that are damaged or of another form. */
export function unseal(bytes: Buffer): unknown {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  const body = bytes.subarray(headerBytes);
  if (bytes.readUInt32LE(magic.length) !== crc32(body)) return undefined;
  try {
    const value: unknown = JSON.parse(zstdDecompressSync(body, { maxOutputLength: maxUnpackedBytes }).toString());
    return value;
  } catch {
    // The checksum is no signature: an entry can be wrong in other ways than by damage.
    return undefined;
  }
}
