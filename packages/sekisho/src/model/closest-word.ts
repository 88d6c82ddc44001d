/** Longer words than this are never what somebody mistyped; comparing them would only cost time. */
const maxComparedLength = 80;

/**
 * Finds the known word that somebody most likely meant, for "did you mean" in messages; `undefined` when none is near.
 *
 * Near is one edit in three letters (insert, delete, replace, swap of neighbours), case ignored. Of equally near words
 * the first wins.
 */
export function findClosestWord(word: string, known: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > maxComparedLength) return undefined;
  const wanted = word.toLowerCase();
  let closest: string | undefined;
  let limit = Math.max(1, Math.floor(wanted.length / 3));
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance > limit || (closest !== undefined && distance === limit)) continue;
    closest = candidate;
    limit = distance;
    if (distance === 0) break;
  }
  return closest;
}

/**
 * Counts the edits between two words: insert, delete, replace, swap of neighbours; no letter is edited twice.
 * Source: optimal string alignment, the restricted Damerau-Levenshtein distance.
 */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const replaced = (last[column - 1] ?? 0) + (isSame ? 0 : 1);
      let best = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap = column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && isSwap) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
