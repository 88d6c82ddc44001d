/** Tells whether a UTF-16 unit is white space for BuildKit: what Go's `unicode.IsSpace` accepts. */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit >= 0x2000) {
    return (
      unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000
    );
  }
  return unit === 0x85 || unit === 0xa0 || unit === 0x1680;
}

/** Tells whether a UTF-16 unit parts words: tab, vertical tab, form feed, carriage return, space. */
export function isSeparator(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || (unit >= 0x0b && unit <= 0x0d);
}

/** Gives the offset of the first unit from `at` on that is no white space, or `end`. */
export function skipSpaces(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isSpace(text.charCodeAt(next))) next++;
  return next;
}

/** Gives the offset of the first unit from `at` on that parts no words, or `end`. */
export function skipSeparators(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isSeparator(text.charCodeAt(next))) next++;
  return next;
}

/** Gives the offset behind the last unit before `end` that is no white space, or `start`. */
export function dropTrailingSpaces(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
  return last;
}
