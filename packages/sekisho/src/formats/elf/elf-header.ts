/** One program header: a part of the file that the loader or a tool looks at. */
export interface ElfSegment {
  /** `p_type`, one of `elfSegmentType` or another number. */
  readonly type: number;
  /** `p_flags`, bits of `elfSegmentFlag`. */
  readonly flags: number;
  /** Where it starts in the file, in bytes. */
  readonly offset: number;
  /** Where it lies in memory; exact up to 2^53, rounded above. */
  readonly address: number;
  /** Bytes in the file. */
  readonly size: number;
}

/** What the beginning of an ELF file tells. */
export interface ElfHeader {
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
  /** `e_type`, one of `elfFileType` or another number. */
  readonly fileType: number;
  /** `e_machine`. */
  readonly machine: number;
  readonly segments: readonly ElfSegment[];
  /** Where the section table starts in the file, 0 when there is none; it mostly ends the file. */
  readonly sectionTableOffset: number;
  /** The byte behind the last program header, as written: linkers put the table in front, other tools move it. */
  readonly segmentTableEnd: number;
  /** The program headers do not lie wholly inside the bytes that were given, or are of an impossible size. */
  readonly hasAllSegments: boolean;
}

/** `e_type` of the files that hold programs. */
export const elfFileType = { relocatable: 1, executable: 2, sharedObject: 3, core: 4 } as const;

/** `p_type` of the segments that are read. */
export const elfSegmentType = { load: 1, note: 4 } as const;

/** `p_flags`. */
export const elfSegmentFlag = { execute: 1, write: 2, read: 4 } as const;

/** Tells whether bytes start as an ELF file does. */
export function isElf(start: Buffer): boolean {
  return start.length >= 4 && start.readUInt32BE(0) === 0x7f454c46;
}

/**
 * Reads the header and the program headers of an ELF file from its first bytes; `undefined` when the header itself is
 * broken. Never throws, reads only what lies inside the bytes. Numbers are as written: they may point anywhere.
 *
 * Source: System V Application Binary Interface, chapters 4 and 5; elf(5).
 */
export function parseElfHeader(start: Buffer): ElfHeader | undefined {
  if (!isElf(start) || start.length < 52) return undefined;
  const bits = readClass(start);
  const isLittleEndian = start[5] === 1;
  if (bits === undefined || (!isLittleEndian && start[5] !== 2) || (bits === 64 && start.length < 64)) return undefined;
  const half = (offset: number): number => (isLittleEndian ? start.readUInt16LE(offset) : start.readUInt16BE(offset));
  const read: WordReader = { bytes: start, bits, isLittleEndian };
  const tableOffset = readAddress(read, bits === 64 ? 32 : 28);
  const entrySize = half(bits === 64 ? 54 : 42);
  const entryCount = half(bits === 64 ? 56 : 44);
  const segments = readSegments(read, { tableOffset, entrySize, entryCount });
  return {
    bits,
    isLittleEndian,
    fileType: half(16),
    machine: half(18),
    segments,
    sectionTableOffset: readAddress(read, bits === 64 ? 40 : 32),
    segmentTableEnd: tableOffset + entrySize * entryCount,
    hasAllSegments: segments.length === entryCount,
  };
}

interface WordReader {
  readonly bytes: Buffer;
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
}

interface SegmentTable {
  readonly tableOffset: number;
  readonly entrySize: number;
  readonly entryCount: number;
}

function readClass(start: Buffer): 32 | 64 | undefined {
  if (start[4] === 1) return 32;
  return start[4] === 2 ? 64 : undefined;
}

function readSegments(read: WordReader, table: SegmentTable): ElfSegment[] {
  const smallest = read.bits === 64 ? 56 : 32;
  const segments: ElfSegment[] = [];
  if (table.entrySize < smallest) return segments;
  for (let index = 0; index < table.entryCount; index += 1) {
    const at = table.tableOffset + index * table.entrySize;
    if (at + smallest > read.bytes.length) break;
    segments.push(read.bits === 64 ? readSegment64(read, at) : readSegment32(read, at));
  }
  return segments;
}

function readSegment64(read: WordReader, at: number): ElfSegment {
  return {
    type: readWord(read, at),
    flags: readWord(read, at + 4),
    offset: readAddress(read, at + 8),
    address: readAddress(read, at + 16),
    size: readAddress(read, at + 32),
  };
}

function readSegment32(read: WordReader, at: number): ElfSegment {
  return {
    type: readWord(read, at),
    offset: readWord(read, at + 4),
    address: readWord(read, at + 8),
    size: readWord(read, at + 16),
    flags: readWord(read, at + 24),
  };
}

function readWord({ bytes, isLittleEndian }: WordReader, at: number): number {
  return isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function readAddress(read: WordReader, at: number): number {
  if (read.bits === 32) return readWord(read, at);
  return Number(read.isLittleEndian ? read.bytes.readBigUInt64LE(at) : read.bytes.readBigUInt64BE(at));
}
