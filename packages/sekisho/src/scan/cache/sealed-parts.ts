import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** Begins every entry: another number means that the form has changed, and the entry is none. */
const magic = Buffer.from("SKC2");
const headerBytes = magic.length + 4;
/** Before each part: its length. */
const lengthBytes = 4;
/** No part of ours unpacks to more; one that claims to is none of ours. */
const maxUnpackedBytes = 1024 ** 3;

/**
 * Packs values, each by itself, so that no more than one of them is a text at a time, with one checksum; `undefined` when
 * one is too large to be written as one text. Level 1 of zstd: an entry is written once and read often, and disk is cheap.
 */
export function seal(parts: Iterable<unknown>): Buffer | undefined {
  const header = Buffer.alloc(headerBytes);
  const pieces = [header];
  let checksum = 0;
  for (const part of parts) {
    const text = findText(part);
    if (text === undefined) return undefined;
    const body = zstdCompressSync(Buffer.from(text), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32LE(body.length);
    checksum = crc32(body, crc32(length, checksum));
    pieces.push(length, body);
  }
  magic.copy(header);
  header.writeUInt32LE(checksum, magic.length);
  return Buffer.concat(pieces);
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
export function unseal(bytes: Buffer): readonly unknown[] | undefined {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  const sealed = bytes.subarray(headerBytes);
  if (bytes.readUInt32LE(magic.length) !== crc32(sealed)) return undefined;
  try {
    return readParts(sealed);
  } catch {
    // The checksum is no signature: an entry can be wrong in other ways than by damage.
    return undefined;
  }
}

function readParts(sealed: Buffer): readonly unknown[] {
  const parts: unknown[] = [];
  for (let at = 0; at < sealed.length; ) {
    const start = at + lengthBytes;
    const end = start + sealed.readUInt32LE(at);
    const text = zstdDecompressSync(sealed.subarray(start, end), { maxOutputLength: maxUnpackedBytes }).toString();
    const part: unknown = JSON.parse(text);
    parts.push(part);
    at = end;
  }
  return parts;
}
