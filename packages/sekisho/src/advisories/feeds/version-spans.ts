import type { AffectedRange } from "../../model/advisory.ts";

/** Versions from one, which is in, up to another, which is not. Bounds left out are open. */
export interface VersionSpan {
  readonly from?: string;
  readonly to?: string;
}

/** Orders versions that were seen to be versions. */
export type OrderVersions = (left: string, right: string) => number;

/** Gives what is left of spans when others are taken away, sorted. */
export function subtractSpans(
  spans: readonly VersionSpan[],
  taken: readonly VersionSpan[],
  order: OrderVersions,
): readonly VersionSpan[] {
  let left = spans.toSorted((one, other) => compareStarts(one.from, other.from, order));
  for (const span of taken) left = left.flatMap((rest) => subtractOne(rest, span, order));
  return left;
}

function subtractOne(rest: VersionSpan, taken: VersionSpan, order: OrderVersions): readonly VersionSpan[] {
  const pieces: VersionSpan[] = [];
  // Before what is taken, and behind it; both are the whole when they do not meet.
  if (taken.from !== undefined) pieces.push({ ...rest, ...endAt(rest.to, taken.from, order) });
  if (taken.to !== undefined) pieces.push({ ...rest, ...startAt(rest.from, taken.to, order) });
  return pieces.filter((piece) => !isEmptySpan(piece, order));
}

function endAt(to: string | undefined, end: string, order: OrderVersions): Pick<VersionSpan, "to"> {
  return { to: to !== undefined && order(to, end) < 0 ? to : end };
}

function startAt(from: string | undefined, start: string, order: OrderVersions): Pick<VersionSpan, "from"> {
  return { from: from !== undefined && order(from, start) > 0 ? from : start };
}

function isEmptySpan({ from, to }: VersionSpan, order: OrderVersions): boolean {
  return from !== undefined && to !== undefined && order(from, to) >= 0;
}

function compareStarts(left: string | undefined, right: string | undefined, order: OrderVersions): number {
  if (left === undefined) return right === undefined ? 0 : -1;
  return right === undefined ? 1 : order(left, right);
}

/** Gives the part that two spans share; `undefined` when they share nothing. */
export function intersectSpans(left: VersionSpan, right: VersionSpan, order: OrderVersions): VersionSpan | undefined {
  const from = right.from === undefined ? left.from : startAt(left.from, right.from, order).from;
  const to = right.to === undefined ? left.to : endAt(left.to, right.to, order).to;
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return isEmptySpan(span, order) ? undefined : span;
}

/** Gives spans as ranges of affected versions. */
export function toAffectedRanges(spans: readonly VersionSpan[]): readonly AffectedRange[] {
  return spans.map(({ from, to }) => ({
    ...(from === undefined ? {} : { introduced: from }),
    ...(to === undefined ? {} : { fixed: to }),
  }));
}
