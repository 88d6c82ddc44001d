import type { OffsetRange } from "../../model/source-text.ts";

/** Merges places into others, both sorted by their start; those that overlap an earlier one, or one of `kept`, are left out. */
export function mergeWithoutOverlap<Placed>(
  kept: readonly Placed[],
  found: readonly Placed[],
  rangeOf: (placed: Placed) => OffsetRange,
): readonly Placed[] {
  const merged: Placed[] = [];
  let lastEnd = 0;
  let at = 0;
  const add = (placed: Placed): void => {
    merged.push(placed);
    lastEnd = rangeOf(placed).end;
  };
  for (const placed of found) {
    const { start, end } = rangeOf(placed);
    for (let next = kept[at]; next !== undefined && rangeOf(next).start < end; next = kept[++at]) add(next);
    if (start >= lastEnd) add(placed);
  }
  return [...merged, ...kept.slice(at)];
}
