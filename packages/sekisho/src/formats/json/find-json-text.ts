import type { OffsetRange } from "../../model/source-text.ts";

const stringEnd = /["\\]/g;
const blank = /[ \t\r\n]/;

/**
 * Finds the text that a path of keys leads to, as the range between its quotes; `undefined` where there is none, or where
 * the text before it is no JSON. Of a key that comes twice, the last one counts, as `JSON.parse` has it. Texts with escapes
 * are not found: their range is not their value.
 */
export function findJsonText(text: string, keys: readonly string[]): OffsetRange | undefined {
  let at = skipBlanks(text, text.startsWith("\ufeff") ? 1 : 0);
  for (const key of keys) {
    const found = findMember(text, at, key);
    if (found === undefined) return undefined;
    at = found;
  }
  if (text[at] !== '"') return undefined;
  const end = findStringEnd(text, at);
  const range = { start: at + 1, end: end - 1 };
  return end === -1 || text.slice(range.start, range.end).includes("\\") ? undefined : range;
}

/** Gives the offset of the value of a member of the object at an offset. */
function findMember(text: string, object: number, key: string): number | undefined {
  if (text[object] !== "{") return undefined;
  let found: number | undefined;
  let at = skipBlanks(text, object + 1);
  while (text[at] === '"') {
    const end = findStringEnd(text, at);
    if (end === -1) return undefined;
    const colon = skipBlanks(text, end);
    if (text[colon] !== ":") return undefined;
    const value = skipBlanks(text, colon + 1);
    if (text.slice(at + 1, end - 1) === key) found = value;
    const behind = skipValue(text, value);
    if (behind === -1) return undefined;
    const next = skipBlanks(text, behind);
    if (text[next] === "}") return found;
    if (text[next] !== ",") return undefined;
    at = skipBlanks(text, next + 1);
  }
  return undefined;
}

/** Gives the offset behind a value, -1 where it does not end. Nested ones are counted, never called: depth costs nothing. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const character = text[at];
    if (character === '"') {
      at = findStringEnd(text, at);
      if (at === -1) return -1;
      if (depth === 0) return at;
      continue;
    }
    if (depth === 0 && (character === "," || character === "}" || character === "]")) return at;
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") depth -= 1;
    at += 1;
    if (depth === 0 && (character === "}" || character === "]")) return at;
  }
  return -1;
}

/** Gives the offset behind the closing quote of a string, -1 where there is none. */
function findStringEnd(text: string, start: number): number {
  stringEnd.lastIndex = start + 1;
  for (let found = stringEnd.exec(text); found !== null; found = stringEnd.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    stringEnd.lastIndex = found.index + 2;
  }
  return -1;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && blank.test(text[at] ?? "")) at += 1;
  return at;
}
