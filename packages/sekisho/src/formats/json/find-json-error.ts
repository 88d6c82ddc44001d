/** What may stand at a place of a JSON text. */
type Expected = "value" | "value-or-end" | "name" | "name-or-end" | "colon" | "comma-or-end" | "nothing";

const literals = ["true", "false", "null"] as const;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const simpleEscapes = '"\\/bfnrt';

/**
 * Finds the offset of the first character that makes a text no JSON; the length of the text where something is missing
 * at its end. Source: RFC 8259.
 *
 * What `JSON.parse` throws names no place for most mistakes. Takes linear time, and no stack however deep the text is.
 */
export function findJsonError(text: string): number {
  const open: ("[" | "{")[] = [];
  let expected: Expected = "value";
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const character = text.charAt(at);
    if (isEnd(character, expected, open.at(-1))) {
      open.pop();
      expected = afterValue(open);
      at += 1;
    } else if (expected === "colon" || expected === "comma-or-end") {
      if (character !== (expected === "colon" ? ":" : ",")) return at;
      expected = expected === "comma-or-end" && open.at(-1) === "{" ? "name" : "value";
      at += 1;
    } else if (expected === "nothing") {
      return at;
    } else if (expected === "name" || expected === "name-or-end") {
      const end = character === '"' ? scanString(text, at) : { at, isWhole: false };
      if (!end.isWhole) return end.at;
      expected = "colon";
      at = end.at;
    } else if (character === "[" || character === "{") {
      open.push(character);
      expected = character === "[" ? "value-or-end" : "name-or-end";
      at += 1;
    } else {
      const end = scanScalar(text, at);
      if (!end.isWhole) return end.at;
      expected = afterValue(open);
      at = end.at;
    }
    at = skipSpace(text, at);
  }
  return text.length;
}

function isEnd(character: string, expected: Expected, open: "[" | "{" | undefined): boolean {
  if (character === "]") return open === "[" && (expected === "value-or-end" || expected === "comma-or-end");
  return character === "}" && open === "{" && (expected === "name-or-end" || expected === "comma-or-end");
}

function afterValue(open: readonly unknown[]): Expected {
  return open.length === 0 ? "nothing" : "comma-or-end";
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (" \n\r\t".includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}

/** Where a scalar ends, or where it goes wrong. */
interface ScanEnd {
  readonly at: number;
  readonly isWhole: boolean;
}

function scanScalar(text: string, start: number): ScanEnd {
  if (text.charAt(start) === '"') return scanString(text, start);
  const literal = literals.find((word) => text.startsWith(word, start));
  if (literal !== undefined) return { at: start + literal.length, isWhole: true };
  numberPattern.lastIndex = start;
  const number = numberPattern.exec(text)?.[0];
  return number === undefined ? { at: start, isWhole: false } : { at: start + number.length, isWhole: true };
}

function scanString(text: string, start: number): ScanEnd {
  let at = start + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return { at: at + 1, isWhole: true };
    if (character < " ") return { at, isWhole: false };
    if (character !== "\\") {
      at += 1;
    } else if (text.charAt(at + 1) === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) {
      at += 6;
    } else if (at + 1 < text.length && simpleEscapes.includes(text.charAt(at + 1))) {
      at += 2;
    } else {
      return { at, isWhole: false };
    }
  }
  return { at: text.length, isWhole: false };
}
