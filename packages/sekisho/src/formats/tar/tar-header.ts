import { isUtf8 } from "node:buffer";

/** Bytes of one block: headers are one block, contents are padded to whole blocks. */
export const blockBytes = 512;

/** One header block, as written. Source: POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format". */
export interface TarHeader {
  /** The prefix of ustar is put before it. */
  readonly name: string;
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly size: number;
  readonly modifiedAt: number;
  /** One character; `0` also for the NUL of old archives. */
  readonly type: string;
  readonly linkName: string;
}

const checksumStart = 148;
const checksumEnd = 156;
const space = 0x20;

/** Tells whether the checksum of a block is right, counted with unsigned bytes, or with signed ones as old programs did. */
export function hasValidChecksum(block: Buffer, at: number): boolean {
  const expected = readNumber(block, at + checksumStart, 8);
  if (expected === undefined) return false;
  let unsigned = 0;
  let above = 0;
  for (let index = at; index < at + blockBytes; index++) {
    const byte = block[index] ?? 0;
    unsigned += byte;
    above += byte >> 7;
  }
  for (let index = at + checksumStart; index < at + checksumEnd; index++) {
    const byte = block[index] ?? 0;
    unsigned += space - byte;
    above -= byte >> 7;
  }
  return unsigned === expected || unsigned - 256 * above === expected;
}

/** Tells whether a block says of itself that it is a header of ustar, PAX or GNU. */
export function hasMagic(block: Buffer, at: number): boolean {
  return block.readUInt32BE(at + 257) === 0x75_73_74_61 && block[at + 261] === 0x72;
}

/** Reads a header whose checksum is right; `undefined` when a number in it is none, or negative where it may not be. */
export function readHeader(block: Buffer, at: number): TarHeader | undefined {
  const size = readNumber(block, at + 124, 12);
  if (size === undefined || size < 0) return undefined;
  const typeByte = block[at + 156] ?? 0;
  const name = readText(block, at, 100);
  // GNU keeps other fields where ustar keeps the prefix; it writes "ustar" with a blank behind it.
  const hasPrefix = hasMagic(block, at) && block[at + 262] === 0 && block[at + 345] !== 0;
  return {
    name: hasPrefix ? `${readText(block, at + 345, 155)}/${name}` : name,
    mode: (readNumber(block, at + 100, 8) ?? 0) & 0o7777,
    userId: readNumber(block, at + 108, 8) ?? 0,
    groupId: readNumber(block, at + 116, 8) ?? 0,
    size,
    modifiedAt: readNumber(block, at + 136, 12) ?? 0,
    type: typeByte === 0 ? "0" : String.fromCharCode(typeByte),
    linkName: readText(block, at + 157, 100),
  };
}

/**
 * Reads a number: octal digits, or base 256 where the first bit is set (GNU, for more than 8 GiB). An empty field is 0;
 * `undefined` when it is no number, or one that cannot be counted exactly.
 */
export function readNumber(block: Buffer, at: number, length: number): number | undefined {
  if (((block[at] ?? 0) & 0x80) !== 0) return readBase256(block, at, length);
  const end = at + length;
  let index = at;
  while (index < end && block[index] === space) index++;
  let value = 0;
  for (; index < end; index++) {
    const byte = block[index] ?? 0;
    if (byte === 0 || byte === space) break;
    if (byte < 0x30 || byte > 0x37) return undefined;
    value = value * 8 + (byte - 0x30);
  }
  return value;
}

/** Gives a name: UTF-8 where the bytes are that, else Latin-1, so that different bytes stay different names. */
export function decodeName(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}

/** Reads a text up to its NUL or the end of the field. */
function readText(block: Buffer, at: number, length: number): string {
  let end = at;
  let high = 0;
  while (end < at + length && block[end] !== 0) {
    high |= block[end] ?? 0;
    end++;
  }
  return high < 0x80 ? block.toString("latin1", at, end) : decodeName(block.subarray(at, end));
}

function readBase256(block: Buffer, at: number, length: number): number | undefined {
  const first = block[at] ?? 0;
  const isNegative = (first & 0x40) !== 0;
  let value = isNegative ? (first & 0x7f) - 0x80 : first & 0x7f;
  for (let index = at + 1; index < at + length; index++) value = value * 256 + (block[index] ?? 0);
  return Number.isSafeInteger(value) ? value : undefined;
}
