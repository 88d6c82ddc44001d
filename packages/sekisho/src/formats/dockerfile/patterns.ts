/**
 * How long a text may be in which a pattern is looked for, in UTF-16 units. Versions, paths and addresses are far shorter;
 * without an end a file of many such words takes minutes.
 */
export const maxMatchedLength = 1_024;

/** Steps that one match may take: the length of the text times that of the pattern. */
const maxMatchSteps = 1_000_000;

/** Code points and `?` (-1) between two stars. */
type Segment = readonly number[];

/** How the matches of a pattern are replaced. */
export interface Replacement {
  readonly replacement: string;
  readonly isGlobal: boolean;
}

const anyOne = -1;

/** Takes the shortest or longest match of a pattern off the front; `undefined` for a bad pattern or too long a text. */
export function trimPrefix(value: string, pattern: string, isLongest: boolean): string | undefined {
  if (isTooMuch(value, pattern)) return undefined;
  const segments = parsePattern(pattern);
  if (segments === undefined) return undefined;
  const units = toCodePoints(value);
  const end = matchFront(units, segments, isLongest);
  return end === undefined ? value : fromCodePoints(units.slice(end));
}

/** Takes the shortest or longest match of a pattern off the back; `undefined` for a bad pattern or too long a text. */
export function trimSuffix(value: string, pattern: string, isLongest: boolean): string | undefined {
  if (isTooMuch(value, pattern)) return undefined;
  const segments = parsePattern(pattern)?.map((segment) => segment.toReversed());
  if (segments === undefined) return undefined;
  const units = toCodePoints(value).reverse();
  const end = matchFront(units, segments.toReversed(), isLongest);
  return end === undefined ? value : fromCodePoints(units.slice(end).reverse());
}

/** Replaces the first match or all matches of a pattern, the longest first; `undefined` for a bad pattern or too long a text. */
export function replaceMatches(value: string, pattern: string, how: Replacement): string | undefined {
  if (isTooMuch(value, pattern)) return undefined;
  const segments = parsePattern(pattern);
  if (segments === undefined) return undefined;
  const units = toCodePoints(value);
  const output: string[] = [];
  let at = 0;
  let isBehindMatch = false;
  while (at <= units.length) {
    const match = findMatch(units, segments, at);
    if (match === undefined) break;
    if (match.start > at) output.push(fromCodePoints(units.slice(at, match.start)));
    const isEmptyBehindMatch = match.end === match.start && match.start === at && isBehindMatch;
    if (!isEmptyBehindMatch) output.push(how.replacement);
    isBehindMatch = match.end > match.start;
    at = match.end;
    if (!how.isGlobal) break;
    if (match.end > match.start) continue;
    output.push(fromCodePoints(units.slice(at, at + 1)));
    at++;
  }
  return output.join("") + fromCodePoints(units.slice(at));
}

/** Splits at `*`; a backslash escapes `*`, `?`, itself, and stands for nothing before `}` and `/`. */
function parsePattern(pattern: string): Segment[] | undefined {
  const segments: number[][] = [[]];
  const units = toCodePoints(pattern);
  for (let at = 0; at < units.length; at++) {
    let unit = units[at] ?? 0;
    if (unit === 0x2a) {
      segments.push([]);
      continue;
    }
    if (unit === 0x3f) unit = anyOne;
    else if (unit === 0x5c) {
      at++;
      unit = units[at] ?? 0;
      if (!isEscapable(unit)) return undefined;
    }
    segments.at(-1)?.push(unit);
  }
  return segments;
}

function isEscapable(unit: number): boolean {
  return unit === 0x2a || unit === 0x3f || unit === 0x5c || unit === 0x7d || unit === 0x2f;
}

/** Gives the end of the match at the front. Each segment stands as far left as it can, so the last one may choose. */
function matchFront(units: readonly number[], segments: readonly Segment[], isLongest: boolean): number | undefined {
  const first = segments[0] ?? [];
  if (!matchesAt(units, first, 0)) return undefined;
  return matchRest(units, { segments, from: first.length, isLongest });
}

function findMatch(
  units: readonly number[],
  segments: readonly Segment[],
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  const first = segments[0] ?? [];
  const start = findForward(units, first, from);
  if (start === undefined) return undefined;
  const end = matchRest(units, { segments, from: start + first.length, isLongest: true });
  return end === undefined ? undefined : { start, end };
}

interface RestOfMatch {
  readonly segments: readonly Segment[];
  /** Where the first segment ends. */
  readonly from: number;
  readonly isLongest: boolean;
}

function matchRest(units: readonly number[], { segments, from, isLongest }: RestOfMatch): number | undefined {
  let at = from;
  for (let index = 1; index < segments.length; index++) {
    const segment = segments[index] ?? [];
    const found = findForward(units, segment, at);
    if (found === undefined) return undefined;
    at = found + segment.length;
  }
  const last = segments.at(-1);
  if (last === undefined || segments.length === 1 || !isLongest) return at;
  const lowest = at - last.length;
  let start = units.length - last.length;
  while (start > lowest && !matchesAt(units, last, start)) start--;
  return start + last.length;
}

function findForward(units: readonly number[], segment: Segment, from: number): number | undefined {
  for (let at = from; at + segment.length <= units.length; at++) if (matchesAt(units, segment, at)) return at;
  return undefined;
}

function matchesAt(units: readonly number[], segment: Segment, at: number): boolean {
  if (at + segment.length > units.length) return false;
  for (let offset = 0; offset < segment.length; offset++) {
    const wanted = segment[offset];
    if (wanted !== anyOne && wanted !== units[at + offset]) return false;
  }
  return true;
}

function isTooMuch(value: string, pattern: string): boolean {
  return value.length > maxMatchedLength || value.length * pattern.length > maxMatchSteps;
}

function toCodePoints(text: string): number[] {
  const units: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.codePointAt(at) ?? 0;
    if (unit > 0xffff) at++;
    units.push(unit);
  }
  return units;
}

function fromCodePoints(units: readonly number[]): string {
  return String.fromCodePoint(...units);
}
