/** One section of a Mach-O file. */
export interface MachoSection {
  /** `__cstring`. */
  readonly name: string;
  /** `__TEXT`. */
  readonly segment: string;
  readonly offset: number;
  readonly size: number;
  readonly address: number;
  readonly isExecutable: boolean;
}

/** What the beginning of a program of macOS tells. */
export interface MachoHeader {
  readonly bits: 32 | 64;
  readonly isLittleEndian: boolean;
  /** `cputype`. */
  readonly machine: number;
  readonly sections: readonly MachoSection[];
  /** The load commands do not lie wholly inside the bytes that were given. */
  readonly hasAllSections: boolean;
}

const segmentCommand = 0x1;
const segmentCommand64 = 0x19;
const pureInstructions = 0x8000_0000;
const someInstructions = 0x0000_0400;

/** Tells whether bytes start as a Mach-O file for several machines; Java classes start alike and are told apart. */
export function isUniversalMacho(start: Buffer): boolean {
  if (start.length < 8) return false;
  const magic = start.readUInt32BE(0);
  return (magic === 0xcafebabe || magic === 0xcafebabf) && start.readUInt32BE(4) < 32;
}

/**
 * Reads the headers of a Mach-O file for one machine from its first bytes; `undefined` when it is none. Never throws.
 * Numbers are as written: they may point anywhere.
 *
 * Source: Apple, OS X ABI Mach-O File Format Reference; mach-o/loader.h.
 */
export function parseMachoHeader(start: Buffer): MachoHeader | undefined {
  if (start.length < 28) return undefined;
  const bits = readBits(start);
  if (bits === undefined) return undefined;
  const isLittleEndian = start[0] !== 0xfe;
  const word = (at: number): number => (isLittleEndian ? start.readUInt32LE(at) : start.readUInt32BE(at));
  const commandCount = word(16);
  const sections: MachoSection[] = [];
  let at = bits === 64 ? 32 : 28;
  let index = 0;
  for (; index < commandCount && at + 8 <= start.length; index += 1) {
    const size = word(at + 4);
    if (size < 8 || at + size > start.length) break;
    const kind = word(at);
    const command = start.subarray(at, at + size);
    if (kind === segmentCommand64) sections.push(...readSections(command, 64, isLittleEndian));
    if (kind === segmentCommand) sections.push(...readSections(command, 32, isLittleEndian));
    at += size;
  }
  return { bits, isLittleEndian, machine: word(4), sections, hasAllSections: index === commandCount };
}

/** The four magic numbers differ in their first and last byte only: which end comes first, and 32 or 64 bits. */
function readBits(start: Buffer): 32 | 64 | undefined {
  const magic = start.readUInt32BE(0);
  if (magic === 0xfeedfacf || magic === 0xcffaedfe) return 64;
  return magic === 0xfeedface || magic === 0xcefaedfe ? 32 : undefined;
}

function readSections(command: Buffer, bits: 32 | 64, isLittleEndian: boolean): MachoSection[] {
  const headBytes = bits === 64 ? 72 : 56;
  const entryBytes = bits === 64 ? 80 : 68;
  const sections: MachoSection[] = [];
  if (command.length < headBytes) return sections;
  const word = (at: number): number => (isLittleEndian ? command.readUInt32LE(at) : command.readUInt32BE(at));
  const address = (at: number): number => {
    if (bits === 32) return word(at);
    return Number(isLittleEndian ? command.readBigUInt64LE(at) : command.readBigUInt64BE(at));
  };
  const count = word(headBytes - 8);
  for (let at = headBytes; sections.length < count && at + entryBytes <= command.length; at += entryBytes) {
    const flags = word(at + (bits === 64 ? 64 : 56));
    sections.push({
      name: command.toString("latin1", at, at + 16).replace(/\0+$/, ""),
      segment: command.toString("latin1", at + 16, at + 32).replace(/\0+$/, ""),
      address: address(at + 32),
      size: bits === 64 ? address(at + 40) : word(at + 36),
      offset: word(at + (bits === 64 ? 48 : 40)),
      isExecutable: (flags & (pureInstructions | someInstructions)) !== 0,
    });
  }
  return sections;
}
