/** What becomes of a value whose bytes are being read. */
type Use = "take" | "mark" | "skip" | "key";

/** A value of which the end was not seen yet. */
export interface OpenValue {
  use: Use;
  readonly kind: "string" | "holder" | "word";
  /** Bytes before it, from the start of the document. */
  readonly start: number;
  /** The bytes so far; empty for what is passed over. */
  readonly parts: Uint8Array[];
  bytes: number;
  depth: number;
  /** The most lists and objects around one place. */
  deepest: number;
  isInString: boolean;
  isEscaped: boolean;
  isWhole: boolean;
}

/** Starts the value that begins with a byte, behind so many others; `undefined` when no value does. */
export function startValue(use: Use, byte: number, start = 0): OpenValue | undefined {
  const kind = kindOf(byte);
  if (kind === undefined) return undefined;
  const following = { depth: 0, deepest: 0, isInString: false, isEscaped: false, isWhole: false };
  return { use, kind, start, parts: [], bytes: 0, ...following };
}

/**
 * Follows a value through bytes from an offset on, where one is; gives the offset behind the last byte of it, the end of the bytes
 * while it goes on. One pass; no depth needs a stack, since which bracket closes which is checked by whoever parses it.
 */
export function scanValue(value: OpenValue, bytes: Uint8Array, start: number): number {
  if (value.kind === "word") return scanWord(value, bytes, start);
  const end = bytes.length;
  let { depth, deepest, isInString } = value;
  let at = start;
  if (value.isEscaped) at++;
  for (; at < end; at++) {
    if (isInString) {
      at = findStringEnd(bytes, at);
      if (at >= end) break;
      isInString = false;
      if (depth === 0) break;
      continue;
    }
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) {
      isInString = true;
      continue;
    }
    // Both kinds of brackets differ in this bit; what is smaller than them comes most often: blanks, commas, digits.
    const bracket = byte | 0x20;
    if (bracket < 0x7b) continue;
    if (bracket === 0x7b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (bracket === 0x7d) {
      depth--;
      if (depth === 0) break;
    }
  }
  value.depth = depth;
  value.deepest = deepest;
  value.isInString = isInString;
  // What a last backslash escapes comes with the next bytes.
  value.isEscaped = at > end;
  value.isWhole = at < end;
  return value.isWhole ? at + 1 : end;
}

/** Finds the quote that ends a string; one more than the length where a backslash is the last byte. */
function findStringEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.length;
  let at = start;
  while (at < end) {
    const byte = bytes[at];
    if (byte === 0x22) return at;
    at += byte === 0x5c ? 2 : 1;
  }
  return at;
}

function scanWord(value: OpenValue, bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isWordByte(bytes[at] ?? 0)) at++;
  value.isWhole = at < bytes.length;
  return at;
}

function kindOf(byte: number): OpenValue["kind"] | undefined {
  if (byte === 0x22) return "string";
  if (byte === 0x7b || byte === 0x5b) return "holder";
  return isWordByte(byte) ? "word" : undefined;
}

/** Letters, digits, signs and the point: what numbers, `true`, `false` and `null` are made of. */
function isWordByte(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isDigit || isLetter || byte === 0x2b || byte === 0x2d || byte === 0x2e;
}
