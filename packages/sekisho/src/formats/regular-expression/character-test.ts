import type { CharacterSet, CodeRange } from "./pattern.ts";

/** Says whether a code point is in a set. ASCII is answered from a table. */
export interface CharacterTest {
  readonly ascii: readonly boolean[];
  readonly set: CharacterSet;
}

export function createCharacterTest(set: CharacterSet): CharacterTest {
  return { ascii: Array.from({ length: 128 }, (_, code) => contains(set, code)), set };
}

/** Says whether a code point passes a test. */
export function passes({ ascii, set }: CharacterTest, code: number): boolean {
  return code < 128 ? ascii[code] === true : contains(set, code);
}

function contains(set: CharacterSet, code: number): boolean {
  const isIn = set.ignoresCase ? foldedCodes(code).some((one) => isListed(set, one)) : isListed(set, code);
  return isIn !== set.isNegated;
}

function isListed({ ranges, classes }: CharacterSet, code: number): boolean {
  if (ranges.some(([first, last]: CodeRange) => code >= first && code <= last)) return true;
  return classes.some(({ test, isNegated }) => test.test(String.fromCodePoint(code)) !== isNegated);
}

/** Letters that are the same one but for their case, beside what upper and lower case say. Source: CaseFolding.txt, status C. */
const otherFolds: ReadonlyMap<number, readonly number[]> = new Map([
  [0x4b, [0x212a]],
  [0x6b, [0x212a]],
  [0x212a, [0x4b, 0x6b]],
  [0x53, [0x17f]],
  [0x73, [0x17f]],
  [0x17f, [0x53, 0x73]],
  [0xe5, [0x212b]],
  [0xc5, [0x212b]],
  [0x212b, [0xc5, 0xe5]],
]);

/** Gives a code point with those that differ from it only by case. */
function foldedCodes(code: number): readonly number[] {
  const text = String.fromCodePoint(code);
  const codes = [code];
  for (const other of [text.toLowerCase(), text.toUpperCase()]) {
    const folded = other.codePointAt(0) ?? code;
    const isOneLetter = other.length === (folded > 0xffff ? 2 : 1);
    if (isOneLetter && !codes.includes(folded)) codes.push(folded);
  }
  return [...codes, ...(otherFolds.get(code) ?? [])];
}
