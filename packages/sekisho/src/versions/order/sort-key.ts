/**
 * A version as a text that sorts as the version does: comparing two versions is comparing two texts by code unit.
 *
 * Keys hold code units below U+0100 only, so that the engine stores one byte for each and compares memory. They are no
 * versions to show, and change when the scheme changes: what stores them stores the scheme's version too.
 */
export interface KeyedVersion {
  readonly sortKey: string;
}

/** Orders two versions by their keys. */
export function compareSortKeys(left: KeyedVersion, right: KeyedVersion): number {
  if (left.sortKey < right.sortKey) return -1;
  return left.sortKey > right.sortKey ? 1 : 0;
}

/** Gives the part of a key that sorts as the number does: how many digits count, then these digits. */
export function numberKey(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start++;
  const significant = digits.slice(start);
  return lengthKey(significant.length) + significant;
}

/** Gives the part of a key that sorts as a text without NUL does, a text before every longer one that begins with it. */
export function textKey(text: string): string {
  return `${text}\0`;
}

/** Tells whether the code unit is an ASCII digit. NaN, which `charCodeAt` gives behind the end, is none. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Tells whether the code unit is an ASCII letter. */
export function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Gives the offset behind the digits that begin at an offset. */
export function endOfDigits(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** Lengths from here on are written out, behind a code unit above those of all shorter lengths. */
const longLength = 0xff;

function lengthKey(length: number): string {
  if (length < longLength) return String.fromCharCode(length);
  const written = String(length);
  return String.fromCharCode(longLength, written.length) + written;
}
