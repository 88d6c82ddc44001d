/** A source of chance that gives the same every time for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** From 0, below `limit`. */
  readonly below: (limit: number) => number;
}

/** Makes a source of chance: mulberry32, which is good enough for traffic. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below };
}
