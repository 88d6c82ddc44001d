import type { Assertion } from "./pattern.ts";

/** Says whether an assertion holds at a place between two letters. Word characters are those of ASCII. */
export function isTrueAt(assertion: Assertion, text: string, offset: number): boolean {
  switch (assertion) {
    case "text-start":
      return offset === 0;
    case "text-end":
      return offset === text.length;
    case "line-start":
      return offset === 0 || text.charCodeAt(offset - 1) === 10;
    case "line-end":
      return offset === text.length || text.charCodeAt(offset) === 10;
    case "word-boundary":
      return isWord(text.charCodeAt(offset - 1)) !== isWord(text.charCodeAt(offset));
    case "no-word-boundary":
      return isWord(text.charCodeAt(offset - 1)) === isWord(text.charCodeAt(offset));
  }
}

/** NaN, which stands before the first and behind the last unit, is no word character. */
function isWord(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || unit === 0x5f || (unit >= 0x61 && unit <= 0x7a)
  );
}
