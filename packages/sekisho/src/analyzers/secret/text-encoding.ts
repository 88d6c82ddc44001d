/** How the bytes of a text are read. `utf-8` stands for everything that has ASCII in it. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** Bytes that decide whether a file is text. */
const looksAt = 1024;
/** More control characters than this, of a hundred bytes, and the file is no text. */
const maxControlShare = 3;

/** First bytes of what holds text beside its own structure, or none that can be read. */
const otherFormats = [
  "%PDF-",
  "PK\x03\x04",
  "\x1f\x8b",
  "\x28\xb5\x2f\xfd",
  "BZh",
  "\xfd7zXZ",
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "\x7fELF",
];

/** Finds the encoding of a file by its first bytes; `undefined` for one that is no text. */
export function findTextEncoding(start: Buffer): TextEncoding | undefined {
  if (start.length === 0) return undefined;
  if (start[0] === 0xff && start[1] === 0xfe) return start[2] === 0 && start[3] === 0 ? undefined : "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  if (start.includes(0)) return undefined;
  const head = start.toString("latin1", 0, 8);
  if (otherFormats.some((magic) => head.startsWith(magic))) return undefined;
  const length = Math.min(start.length, looksAt);
  let controls = 0;
  for (let at = 0; at < length; at++) {
    const byte = start[at] ?? 0;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++;
  }
  return controls * 100 > length * maxControlShare ? undefined : encodingByDefault;
}

const encodingByDefault = "utf-8";
