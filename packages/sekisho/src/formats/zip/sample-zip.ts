import { crc32, deflateRawSync } from "node:zlib";

/** One file of a sample. */
export interface SampleEntry {
  readonly name: string;
  readonly content: string | Buffer;
  /** 8, deflated, when left out. */
  readonly method?: number;
  readonly flags?: number;
  /** Replaces what the directory says of it. */
  readonly claims?: { readonly size?: number; readonly crc32?: number; readonly offset?: number };
}

/** How a sample differs from an ordinary archive. */
export interface SampleOptions {
  readonly isZip64?: boolean;
  readonly comment?: string;
}

const utf8Flag = 0x0800;
const full = 0xffffffff;

/**
 * Builds a zip archive for tests, by hand from PKWARE's specification: nothing of it is shared with the reader.
 *
 * With `isZip64`, every size and offset of the directory stands in zip64 extra fields.
 */
export function sampleZip(entries: readonly SampleEntry[], options: SampleOptions = {}): Buffer {
  const isZip64 = options.isZip64 === true;
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = encodeEntry(entry, offset, isZip64);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = encodeEnd({ count: entries.length, size: listed.length, offset }, isZip64);
  const comment = Buffer.from(options.comment ?? "");
  end.writeUInt16LE(comment.length, end.length - 2);
  return Buffer.concat([...parts, listed, end, comment]);
}

function encodeEntry(entry: SampleEntry, offset: number, isZip64: boolean): { local: Buffer; central: Buffer } {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content);
  const method = entry.method ?? 8;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const flags = utf8Flag | (entry.flags ?? 0);
  const crc = entry.claims?.crc32 ?? crc32(content);
  const size = entry.claims?.size ?? content.length;
  const place = entry.claims?.offset ?? offset;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  local.writeUInt16LE(name.length, 26);
  const extra = isZip64 ? encodeZip64Extra([size, packed.length, place]) : Buffer.alloc(0);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(crc, 16);
  central.writeUInt32LE(isZip64 ? full : packed.length, 20);
  central.writeUInt32LE(isZip64 ? full : size, 24);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt16LE(extra.length, 30);
  central.writeUInt32LE(isZip64 ? full : place, 42);
  return { local: Buffer.concat([local, name, packed]), central: Buffer.concat([central, name, extra]) };
}

function encodeZip64Extra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + numbers.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(numbers.length * 8, 2);
  for (const [index, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + index * 8);
  return extra;
}

function encodeEnd(
  directory: { readonly count: number; readonly size: number; readonly offset: number },
  isZip64: boolean,
): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.count, 8);
  end.writeUInt16LE(directory.count, 10);
  end.writeUInt32LE(isZip64 ? full : directory.size, 12);
  end.writeUInt32LE(isZip64 ? full : directory.offset, 16);
  if (!isZip64) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(directory.count), 24);
  record.writeBigUInt64LE(BigInt(directory.count), 32);
  record.writeBigUInt64LE(BigInt(directory.size), 40);
  record.writeBigUInt64LE(BigInt(directory.offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directory.offset + directory.size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}
