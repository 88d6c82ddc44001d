import type { FoundSecret } from "../../model/analysis.ts";
import { matchesOf } from "./judge-match.ts";
import { type KindSelection, kindsForFile } from "./kind-selection.ts";
import type { SecretKind, SecretMatch } from "./kinds/define.ts";
import { maskExcerpt } from "./mask-excerpt.ts";
import { createPlaceCounter } from "./place-counter.ts";

/** Bytes before a keyword that are looked at with it. */
const bytesBefore = 640;
/** Bytes from a keyword to the end of the longest credential, unless the kind says otherwise. */
const defaultReach = 600;
/** Bytes behind a place that must be known before the place is looked at: twice the longest reach. */
export const bytesAhead = 36 * 1024;
/** Bytes that stay known before the place that is looked at next. */
export const bytesKept = 2048;
/** More credentials in one file than this are counted, not listed. */
export const maxSecretsPerFile = 100;

/** A stretch of a file that lies in memory. */
export interface FileStretch {
  readonly bytes: Buffer;
  /** How many of the bytes are the file's. */
  readonly length: number;
  /** Where in the file the first byte stands. */
  readonly base: number;
  /** Nothing comes behind it. */
  readonly isLast: boolean;
}

/** Looks for credentials in a file that comes in stretches. */
export interface FileScan {
  /**
   * Looks at the places from where it stopped to `to`, a place in the stretch. At least `bytesKept` before and, unless it
   * is the last one, `bytesAhead` behind must be in the stretch.
   */
  scan(stretch: FileStretch, to: number): void;
  /** Forgets the first bytes of a stretch; the next one starts behind them. */
  drop(stretch: FileStretch, count: number): void;
  /** In order of place, without overlap. */
  secrets(): readonly FoundSecret[];
  /** Credentials beyond `maxSecretsPerFile`. */
  omitted(): number;
}

interface PlacedFinding {
  readonly start: number;
  readonly end: number;
  /** Place of the kind in the selection: the earlier one names what two find. */
  readonly owner: number;
  readonly secret: FoundSecret;
}

/** Starts to look for credentials in the file of a path. What is found does not depend on how the file is cut. */
export function startFileScan(path: string): FileScan {
  const selection = kindsForFile(path);
  const places = createPlaceCounter();
  const found = new Map<string, PlacedFinding>();
  const doneUntil = new Float64Array(selection.kinds.length);
  let next = 0;
  let omitted = 0;
  const record = (stretch: FileStretch, owner: number, match: SecretMatch, from: number): void => {
    const kind = selection.kinds[owner];
    const start = stretch.base + from + match.start;
    const key = `${owner} ${start}`;
    if (kind === undefined || found.has(key)) return;
    if (found.size >= maxSecretsPerFile) {
      omitted++;
      return;
    }
    const range = { start: from + match.start, end: from + match.end };
    const secret = {
      rule: `secret/${kind.id}`,
      ...places.locate(stretch, range),
      excerpt: excerptOf(stretch, range, kind),
    };
    found.set(key, { start, end: stretch.base + range.end, owner, secret });
  };
  const visit = (stretch: FileStretch, owner: number, at: number): void => {
    const kind = selection.kinds[owner];
    if (kind === undefined || stretch.base + at < (doneUntil[owner] ?? 0)) return;
    if (kind.ahead !== undefined && !standsAhead(stretch, at, kind)) return;
    const reach = kind.reach ?? defaultReach;
    doneUntil[owner] = stretch.base + at + reach;
    lookAround(stretch, { at, reach, kind }, (match, from) => record(stretch, owner, match, from));
  };
  return {
    scan: (stretch, to) => {
      const range = { from: next - stretch.base, to, length: stretch.length };
      if (next === 0) lookAtBeginning(selection, stretch, record);
      selection.owners.matcher.scan(stretch.bytes, range, (owner, at) => visit(stretch, owner, at));
      next = stretch.base + to;
    },
    drop: (stretch, count) => places.drop(stretch, count),
    secrets: () => withoutOverlap([...found.values()]),
    omitted: () => omitted,
  };
}

/** Looks at twice the reach, so that everything whose keyword stands in the first half is whole. */
function lookAround(
  { bytes, length, isLast }: FileStretch,
  { at, reach, kind }: { readonly at: number; readonly reach: number; readonly kind: SecretKind },
  give: (match: SecretMatch, from: number) => void,
): void {
  const from = Math.max(0, at - bytesBefore);
  const to = Math.min(length, at + 2 * reach);
  const isWhole = isLast && to === length;
  for (const match of matchesOf(kind, bytes.toString("latin1", from, to), "file")) {
    // What touches the border may go on behind it; it is found again from its own keyword.
    if (isWhole || from + match.end < to) give(match, from);
  }
}

function lookAtBeginning(
  { kinds, withoutKeywords }: KindSelection,
  stretch: FileStretch,
  record: (stretch: FileStretch, owner: number, match: SecretMatch, from: number) => void,
): void {
  for (const owner of withoutKeywords) {
    const kind = kinds[owner];
    if (kind === undefined) continue;
    const text = stretch.bytes.toString("latin1", 0, Math.min(stretch.length, bytesAhead));
    for (const match of matchesOf(kind, text, "file")) record(stretch, owner, match, 0);
  }
}

/** Tells whether the character that a kind asks for stands behind the keyword, in the same word and path segment. */
function standsAhead(
  { bytes, length }: FileStretch,
  at: number,
  { ahead = "", reach = defaultReach }: SecretKind,
): boolean {
  const wanted = ahead.charCodeAt(0);
  const end = Math.min(length, at + reach);
  for (let place = at + 3; place < end; place++) {
    const byte = bytes[place] ?? 0;
    if (byte === wanted) return true;
    // Space and below, quotes, slash.
    if (byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x2f) return false;
  }
  return false;
}

/** Bytes around a secret that its excerpt is made of. */
const excerptContext = 700;

function excerptOf({ bytes, length }: FileStretch, range: { start: number; end: number }, kind: SecretKind): string {
  let from = Math.max(0, range.start - excerptContext);
  while (from < range.start && ((bytes[from] ?? 0) & 0xc0) === 0x80) from++;
  const before = bytes.toString("utf8", from, range.start);
  const value = bytes.toString("utf8", range.start, range.end);
  const after = bytes.toString("utf8", range.end, Math.min(length, range.end + excerptContext));
  return maskExcerpt(`${before}${value}${after}`, { start: before.length, end: before.length + value.length }, kind);
}

function withoutOverlap(found: readonly PlacedFinding[]): readonly FoundSecret[] {
  const inOrder = found.toSorted(
    (left, right) => left.start - right.start || right.end - left.end || left.owner - right.owner,
  );
  let lastEnd = 0;
  const kept: FoundSecret[] = [];
  for (const { start, end, secret } of inOrder) {
    if (start < lastEnd) continue;
    kept.push(secret);
    lastEnd = end;
  }
  return kept;
}
