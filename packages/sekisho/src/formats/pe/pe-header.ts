/** One section of a PE file. */
export interface PeSection {
  readonly name: string;
  /** Where it starts in the file, in bytes. */
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  /** Where it lies in memory, with the image base. */
  readonly address: number;
  readonly isExecutable: boolean;
}

/** What the beginning of a Windows program tells. */
export interface PeHeader {
  readonly bits: 32 | 64;
  /** `IMAGE_FILE_HEADER.Machine`. */
  readonly machine: number;
  readonly sections: readonly PeSection[];
  /** The section table does not lie wholly inside the bytes that were given. */
  readonly hasAllSections: boolean;
}

const executableContent = 0x0000_0020;
const executableMemory = 0x2000_0000;
const sectionHeaderBytes = 40;

/**
 * Reads the headers of a PE file from its first bytes; `undefined` when it is none, a DOS program for example. Never
 * throws. Numbers are as written: they may point anywhere.
 *
 * Source: Microsoft, PE Format, "COFF File Header", "Optional Header", "Section Table".
 */
export function parsePeHeader(start: Buffer): PeHeader | undefined {
  if (start.length < 64 || start.readUInt16LE(0) !== 0x5a4d) return undefined;
  const signature = start.readUInt32LE(60);
  const optional = signature + 24;
  if (optional + 32 > start.length || start.readUInt32LE(signature) !== 0x4550) return undefined;
  const magic = start.readUInt16LE(optional);
  if (magic !== 0x10b && magic !== 0x20b) return undefined;
  const bits = magic === 0x20b ? 64 : 32;
  const imageBase = bits === 64 ? Number(start.readBigUInt64LE(optional + 24)) : start.readUInt32LE(optional + 28);
  const sectionCount = start.readUInt16LE(signature + 6);
  const table = optional + start.readUInt16LE(signature + 20);
  const sections: PeSection[] = [];
  for (let at = table; sections.length < sectionCount && at + sectionHeaderBytes <= start.length; ) {
    sections.push(readSection(start, at, imageBase));
    at += sectionHeaderBytes;
  }
  const hasAllSections = sections.length === sectionCount;
  return { bits, machine: start.readUInt16LE(signature + 4), sections, hasAllSections };
}

function readSection(start: Buffer, at: number, imageBase: number): PeSection {
  const characteristics = start.readUInt32LE(at + 36);
  return {
    name: start.toString("latin1", at, at + 8).replace(/\0+$/, ""),
    offset: start.readUInt32LE(at + 20),
    size: start.readUInt32LE(at + 16),
    address: imageBase + start.readUInt32LE(at + 12),
    isExecutable: (characteristics & (executableContent | executableMemory)) !== 0,
  };
}
