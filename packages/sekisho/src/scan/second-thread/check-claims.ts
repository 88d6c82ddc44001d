/** Places of a list that two threads work off, one from each end; each place is given to one of them, once. */
export interface CheckClaims {
  /** Gives the place that comes next from this end; `undefined` when the list is used up. */
  next(): number | undefined;
}

/** The end of the list that a thread begins at. */
export type ListEnd = "front" | "back";

/** Makes the memory in which two threads count what they have taken of one list. */
export function createClaimCounter(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/**
 * Hands out the places of a list of `size` items.
 *
 * What both threads took is counted together: as long as the sum is below the size, the two ends have not met. So whoever
 * is faster does more, and a thread that never comes leaves everything to the other.
 */
export function claimFrom(end: ListEnd, size: number, counter: SharedArrayBuffer): CheckClaims {
  const taken = new Int32Array(counter);
  let own = 0;
  return {
    next() {
      if (Atomics.add(taken, 0, 1) >= size) return undefined;
      const place = end === "front" ? own : size - 1 - own;
      own++;
      return place;
    },
  };
}
