/** One note of an ELF file. */
export interface ElfNote {
  /** Who defines the type: `GNU`, `FDO`, `Go`. */
  readonly owner: string;
  readonly type: number;
  readonly description: Buffer;
}

/**
 * Reads the notes of one note segment. Entries lie on borders of four bytes; what does not fit ends the list.
 *
 * Source: System V Application Binary Interface, chapter 5, "Note Section"; elf(5).
 */
export function parseElfNotes(bytes: Buffer, isLittleEndian: boolean): ElfNote[] {
  const notes: ElfNote[] = [];
  const word = (at: number): number => (isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  let at = 0;
  while (at + 12 <= bytes.length) {
    const ownerEnd = at + 12 + word(at);
    const descriptionStart = align(ownerEnd);
    const descriptionEnd = descriptionStart + word(at + 4);
    if (descriptionEnd > bytes.length) break;
    const owner = bytes.toString("latin1", at + 12, ownerEnd).replace(/\0+$/, "");
    notes.push({ owner, type: word(at + 8), description: bytes.subarray(descriptionStart, descriptionEnd) });
    at = align(descriptionEnd);
  }
  return notes;
}

function align(offset: number): number {
  return Math.ceil(offset / 4) * 4;
}
