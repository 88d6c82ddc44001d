import {
  type ElfHeader,
  elfFileType,
  elfSegmentFlag,
  elfSegmentType,
  isElf,
  parseElfHeader,
} from "../../formats/elf/elf-header.ts";
import { isUniversalMacho, parseMachoHeader } from "../../formats/macho/macho-header.ts";
import { parsePeHeader } from "../../formats/pe/pe-header.ts";

/** A part of a program's file. */
export interface FileRegion {
  /** First byte in the file. */
  readonly start: number;
  /** The byte behind the last one. */
  readonly end: number;
  /** Where `start` lies in memory; left out when it is not known. */
  readonly address?: number;
}

/** What the beginning of a program's file tells of the rest. */
export interface Executable {
  readonly format: "elf" | "macho" | "pe";
  /** Where constants and data lie, in the order of the file, without overlaps: program code is left out where it can be. */
  readonly data: readonly FileRegion[];
  /** What an ELF file holds behind its loaded data: comments of compilers, debug data, symbols. */
  readonly unloaded: readonly FileRegion[];
  /** Where the list of crates of a Rust program lies, when the table of contents says so; never in ELF files. */
  readonly crateList?: FileRegion;
  /** Notes that an ELF file says of itself. */
  readonly notes: readonly FileRegion[];
  readonly isLittleEndian: boolean;
  readonly bits: 32 | 64;
  /** The headers are broken: `data` is the whole file, as it is when their tables lie behind the first bytes. */
  readonly isGuess: boolean;
}

/**
 * Tells where the data of a program lie, from the first bytes of its file; `undefined` for what is no program: texts,
 * object files, memory dumps.
 */
export function findExecutable(start: Buffer, size: number): Executable | undefined {
  if (isElf(start)) return describeElf(start, size);
  if (start.length >= 2 && start[0] === 0x4d && start[1] === 0x5a) return describePe(start, size);
  return describeMacho(start, size);
}

function describeElf(start: Buffer, size: number): Executable | undefined {
  const header = parseElfHeader(start);
  if (header === undefined) return wholeFile("elf", size);
  if (header.fileType !== elfFileType.executable && header.fileType !== elfFileType.sharedObject) return undefined;
  const { bits, isLittleEndian } = header;
  const data = loadedData(header, size);
  if (!header.hasAllSegments || data.length === 0) {
    const isGuess = header.segmentTableEnd > size || header.segmentTableEnd <= start.length;
    const unloaded = orderRegions([{ start: 0, end: header.sectionTableOffset }], size);
    return { ...wholeFile("elf", size), unloaded, bits, isLittleEndian, isGuess };
  }
  const notes = header.segments.filter(({ type }) => type === elfSegmentType.note);
  return {
    format: "elf",
    data,
    unloaded: findUnloaded(header, size),
    notes: orderRegions(
      notes.map(({ offset, size: bytes }) => ({ start: offset, end: offset + bytes })),
      size,
    ),
    isLittleEndian,
    bits,
    isGuess: false,
  };
}

function findUnloaded(header: ElfHeader, size: number): FileRegion[] {
  let start = 0;
  for (const segment of header.segments) {
    if (segment.type === elfSegmentType.load) start = Math.max(start, segment.offset + segment.size);
  }
  return orderRegions([{ start, end: header.sectionTableOffset }], size);
}

/**
 * Gives the loaded segments that are not executable. Where a linker put constants and code into one segment, there is
 * no segment that is only read, and the code is taken, too.
 */
function loadedData(header: ElfHeader, size: number): FileRegion[] {
  const loaded = header.segments.filter((segment) => segment.type === elfSegmentType.load && segment.size > 0);
  const isCode = (flags: number): boolean => (flags & elfSegmentFlag.execute) !== 0;
  const isConstant = (flags: number): boolean => !isCode(flags) && (flags & elfSegmentFlag.write) === 0;
  const hasConstants = loaded.some(({ flags }) => isConstant(flags));
  const data = loaded.filter(({ flags }) => !hasConstants || !isCode(flags));
  return orderRegions(
    data.map(({ offset, size: bytes, address }) => ({ start: offset, end: offset + bytes, address })),
    size,
  );
}

function describePe(start: Buffer, size: number): Executable | undefined {
  const header = parsePeHeader(start);
  if (header === undefined) return undefined;
  if (!header.hasAllSections) return { ...wholeFile("pe", size), bits: header.bits };
  const sections = header.sections.filter((section) => !section.isExecutable);
  const data = orderRegions(
    sections.map(({ offset, size: bytes, address }) => ({ start: offset, end: offset + bytes, address })),
    size,
  );
  return {
    format: "pe",
    data,
    unloaded: [],
    ...findCrateList(header.sections, size),
    notes: [],
    isLittleEndian: true,
    bits: header.bits,
    isGuess: false,
  };
}

function describeMacho(start: Buffer, size: number): Executable | undefined {
  if (isUniversalMacho(start)) return wholeFile("macho", size);
  const header = parseMachoHeader(start);
  if (header === undefined) return undefined;
  const { bits, isLittleEndian } = header;
  if (!header.hasAllSections) return { ...wholeFile("macho", size), bits, isLittleEndian };
  const sections = header.sections.filter((section) => !section.isExecutable && section.offset > 0);
  const data = orderRegions(
    sections.map(({ offset, size: bytes, address }) => ({ start: offset, end: offset + bytes, address })),
    size,
  );
  const crateList = findCrateList(header.sections, size);
  return { format: "macho", data, unloaded: [], ...crateList, notes: [], isLittleEndian, bits, isGuess: false };
}

interface NamedSection {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

function findCrateList(sections: readonly NamedSection[], size: number): Pick<Executable, "crateList"> {
  const section = sections.find(({ name }) => name === ".dep-v0");
  if (section === undefined) return {};
  const [crateList] = orderRegions([{ start: section.offset, end: section.offset + section.size }], size);
  return crateList === undefined ? {} : { crateList };
}

function wholeFile(format: Executable["format"], size: number): Executable {
  const data = size > 0 ? [{ start: 0, end: size }] : [];
  return { format, data, unloaded: [], notes: [], isLittleEndian: true, bits: 64, isGuess: true };
}

/** Cuts regions to the file, sorts them and takes away what an earlier one already holds. */
function orderRegions(regions: readonly FileRegion[], size: number): FileRegion[] {
  const ordered: FileRegion[] = [];
  let reached = 0;
  for (const region of regions.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(region.start, reached);
    const end = Math.min(region.end, size);
    if (end <= start) continue;
    const isMoved = region.address !== undefined;
    ordered.push({ start, end, ...(isMoved ? { address: region.address + (start - region.start) } : {}) });
    reached = end;
  }
  return ordered;
}
