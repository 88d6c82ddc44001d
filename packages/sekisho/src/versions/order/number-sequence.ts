import { compareWholeNumbers, type WholeNumber } from "./whole-number.ts";

/** Orders two sequences number by number; of a sequence and a longer one that begins with it, the shorter is less. */
export function compareNumberSequences(left: readonly WholeNumber[], right: readonly WholeNumber[]): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const order = compareWholeNumbers(left[at] ?? 0, right[at] ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
