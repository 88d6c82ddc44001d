/**
 * Tells whether a whole text matches a pattern of `*` (any run of units), `?` (any unit), `[a-z]`, `[!a-z]` (one unit of
 * a set) and `\` (the next unit as it is).
 *
 * No unit is special in the text: callers that mean paths match one segment at a time. An unclosed set matches nothing,
 * as in git. Time is at most the product of both lengths.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let patternAt = 0;
  let textAt = 0;
  let lastStar = -1;
  let retryAt = 0;
  while (textAt < text.length) {
    if (pattern[patternAt] === "*") {
      lastStar = patternAt++;
      retryAt = textAt;
      continue;
    }
    const width = patternAt < pattern.length ? widthOfMatch(pattern, patternAt, text.charCodeAt(textAt)) : 0;
    if (width > 0) {
      patternAt += width;
      textAt++;
      continue;
    }
    if (lastStar === -1) return false;
    patternAt = lastStar + 1;
    textAt = ++retryAt;
  }
  while (pattern[patternAt] === "*") patternAt++;
  return patternAt === pattern.length;
}

/** Gives how many units of the pattern match the one unit of text, 0 when it does not match. */
function widthOfMatch(pattern: string, at: number, unit: number): number {
  const first = pattern[at];
  if (first === "?") return 1;
  if (first === "[") return widthOfSet(pattern, at, unit);
  if (first === "\\" && at + 1 < pattern.length) return pattern.charCodeAt(at + 1) === unit ? 2 : 0;
  return pattern.charCodeAt(at) === unit ? 1 : 0;
}

function widthOfSet(pattern: string, start: number, unit: number): number {
  let at = start + 1;
  const isNegated = pattern[at] === "!" || pattern[at] === "^";
  if (isNegated) at++;
  let isInside = false;
  for (let isFirst = true; at < pattern.length; isFirst = false) {
    if (pattern[at] === "]" && !isFirst) return isInside === isNegated ? 0 : at + 1 - start;
    if (pattern[at] === "\\") at++;
    const low = pattern.charCodeAt(at);
    at++;
    let high = low;
    if (pattern[at] === "-" && at + 1 < pattern.length && pattern[at + 1] !== "]") {
      at += pattern[at + 1] === "\\" ? 2 : 1;
      high = pattern.charCodeAt(at);
      at++;
    }
    if (low <= unit && unit <= high) isInside = true;
  }
  return 0;
}
