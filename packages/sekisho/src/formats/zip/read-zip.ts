import {
  describeCorruptDirectory,
  describeNoDirectory,
  describeTooManyEntries,
  type ZipProblem,
} from "./zip-problem.ts";

/** One file of a zip archive, as the directory at the archive's end tells of it. */
export interface ZipEntry {
  /** With forward slashes, as written otherwise: it may hold `..` and control characters. */
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  /** Bytes of content, as claimed. */
  readonly size: number;
  /** Where the entry's own header starts in the bytes, behind whatever stands before the archive. */
  readonly headerOffset: number;
}

/** The entries of an archive that were asked for. */
export interface ZipArchive {
  readonly bytes: Buffer;
  /** In the order of the directory; a name may come twice. */
  readonly entries: readonly ZipEntry[];
  readonly problems: readonly ZipProblem[];
}

/** How many entries of one archive are looked at. */
const maxZipEntries = 1_000_000;

const directoryHeader = 0x02014b50;
const directoryHeaderBytes = 46;
const endRecord = 0x06054b50;
const endRecordBytes = 22;
const endMagic = Buffer.from("PK\x05\x06", "latin1");
const maxCommentBytes = 0xffff;
const zip64Locator = 0x07064b50;
const zip64LocatorBytes = 20;
const zip64EndRecord = 0x06064b50;
const zip64EndRecordBytes = 56;
const zip64Extra = 0x0001;
const utf8Flag = 0x0800;

/** Where the directory lies, and how many bytes stand before the archive (a script that starts it). */
interface DirectoryPlace {
  readonly start: number;
  readonly end: number;
  readonly prefixBytes: number;
}

/**
 * Reads the directory of a zip archive, and of that the entries whose names are wanted.
 *
 * Nothing is inflated. Bytes before the archive and a comment behind it are skipped; zip64 is read.
 * Source: PKWARE, ".ZIP File Format Specification" 6.3.10.
 */
export function readZip(bytes: Buffer, isWanted: (name: string) => boolean): ZipArchive {
  const place = findDirectory(bytes);
  if (place === undefined) return { bytes, entries: [], problems: [describeNoDirectory(bytes)] };
  const entries: ZipEntry[] = [];
  let count = 0;
  let at = place.start;
  while (at < place.end) {
    if (count === maxZipEntries) return { bytes, entries, problems: [describeTooManyEntries(maxZipEntries)] };
    const end = findEntryEnd(bytes, at, place.end);
    if (end === undefined) return { bytes, entries, problems: [describeCorruptDirectory(count)] };
    const name = readName(bytes, at);
    if (isWanted(name)) entries.push(readEntry(bytes, at, { name, prefixBytes: place.prefixBytes }));
    count += 1;
    at = end;
  }
  return { bytes, entries, problems: [] };
}

/** Gives where the entry of the directory that starts at `at` ends; `undefined` when none is there. */
function findEntryEnd(bytes: Buffer, at: number, directoryEnd: number): number | undefined {
  if (at + directoryHeaderBytes > directoryEnd || bytes.readUInt32LE(at) !== directoryHeader) return undefined;
  const end =
    at + directoryHeaderBytes + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  return end <= directoryEnd ? end : undefined;
}

function readName(bytes: Buffer, at: number): string {
  const start = at + directoryHeaderBytes;
  const end = start + bytes.readUInt16LE(at + 28);
  const isUtf8 = (bytes.readUInt16LE(at + 8) & utf8Flag) !== 0;
  return isUtf8 ? bytes.toString("utf8", start, end) : bytes.toString("latin1", start, end);
}

function readEntry(
  bytes: Buffer,
  at: number,
  known: { readonly name: string; readonly prefixBytes: number },
): ZipEntry {
  const sizes = readZip64Sizes(bytes, at, {
    size: bytes.readUInt32LE(at + 24),
    compressedBytes: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  });
  return {
    name: known.name.includes("\\") && !known.name.includes("/") ? known.name.replaceAll("\\", "/") : known.name,
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    compressedBytes: sizes.compressedBytes,
    size: sizes.size,
    headerOffset: sizes.offset + known.prefixBytes,
  };
}

interface EntrySizes {
  readonly size: number;
  readonly compressedBytes: number;
  readonly offset: number;
}

/** Replaces the numbers that do not fit into 32 bits by those of the zip64 extra field, which holds only such ones. */
function readZip64Sizes(bytes: Buffer, at: number, sizes: EntrySizes): EntrySizes {
  const full = 0xffffffff;
  if (sizes.size !== full && sizes.compressedBytes !== full && sizes.offset !== full) return sizes;
  const field = findExtraField(bytes, at);
  if (field === undefined) return sizes;
  let next = field.start;
  const widen = (value: number): number => {
    if (value !== full || next + 8 > field.end) return value;
    next += 8;
    return Number(bytes.readBigUInt64LE(next - 8));
  };
  const size = widen(sizes.size);
  const compressedBytes = widen(sizes.compressedBytes);
  return { size, compressedBytes, offset: widen(sizes.offset) };
}

function findExtraField(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  let start = at + directoryHeaderBytes + bytes.readUInt16LE(at + 28);
  const extraEnd = start + bytes.readUInt16LE(at + 30);
  while (start + 4 <= extraEnd) {
    const end = Math.min(start + 4 + bytes.readUInt16LE(start + 2), extraEnd);
    if (bytes.readUInt16LE(start) === zip64Extra) return { start: start + 4, end };
    start = end;
  }
  return undefined;
}

/** Finds the directory by the end record, searched from the end because a comment of any length may stand behind it. */
function findDirectory(bytes: Buffer): DirectoryPlace | undefined {
  const start = Math.max(0, bytes.length - endRecordBytes - maxCommentBytes);
  const tail = bytes.subarray(start);
  for (let at = tail.lastIndexOf(endMagic); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(endMagic, at - 1)) {
    const place = readZip64End(bytes, start + at) ?? readEnd(bytes, start + at);
    if (place !== undefined) return place;
  }
  return undefined;
}

function readEnd(bytes: Buffer, at: number): DirectoryPlace | undefined {
  if (at + endRecordBytes > bytes.length || bytes.readUInt32LE(at) !== endRecord) return undefined;
  return placeDirectory(bytes, at, { size: bytes.readUInt32LE(at + 12), offset: bytes.readUInt32LE(at + 16) });
}

function readZip64End(bytes: Buffer, endAt: number): DirectoryPlace | undefined {
  const locator = endAt - zip64LocatorBytes;
  if (locator < 0 || bytes.readUInt32LE(locator) !== zip64Locator) return undefined;
  const claimed = Number(bytes.readBigUInt64LE(locator + 8));
  // With bytes before the archive the claimed place is wrong, but the record stands right before its locator.
  for (const at of [claimed, locator - zip64EndRecordBytes]) {
    if (at < 0 || at + zip64EndRecordBytes > locator || bytes.readUInt32LE(at) !== zip64EndRecord) continue;
    const size = Number(bytes.readBigUInt64LE(at + 40));
    return placeDirectory(bytes, at, { size, offset: Number(bytes.readBigUInt64LE(at + 48)) });
  }
  return undefined;
}

/** The directory ends where its end record starts; what its claimed offset falls short of that stands before the archive. */
function placeDirectory(
  bytes: Buffer,
  end: number,
  claimed: { readonly size: number; readonly offset: number },
): DirectoryPlace | undefined {
  const start = end - claimed.size;
  const prefixBytes = start - claimed.offset;
  if (start >= 0 && prefixBytes >= 0 && startsDirectory(bytes, start, end)) return { start, end, prefixBytes };
  const offset = claimed.offset;
  if (offset + claimed.size > end || !startsDirectory(bytes, offset, end)) return undefined;
  return { start: offset, end: offset + claimed.size, prefixBytes: 0 };
}

function startsDirectory(bytes: Buffer, start: number, end: number): boolean {
  return start === end || (start + directoryHeaderBytes <= end && bytes.readUInt32LE(start) === directoryHeader);
}
