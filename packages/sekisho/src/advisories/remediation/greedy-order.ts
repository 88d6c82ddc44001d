/** A set of elements that go when something is done. */
export interface Cover {
  /** Indexes of elements, each once. */
  readonly elements: readonly number[];
}

/** A cover with what it adds to those chosen before it. */
export interface ChosenCover<Candidate extends Cover> {
  readonly cover: Candidate;
  /** The elements that none before it has. */
  readonly fresh: readonly number[];
}

/** A weight below every real one: an element without weight still counts before none. */
const leastWeight = 1e-6;

/**
 * Orders covers greedily: each time the one that adds most weight, each element counted once.
 *
 * Equal ones stand as given. What adds nothing comes last, the heaviest by itself first. What a cover adds never grows
 * while others are chosen, so that only the head of the queue is weighed again: the order is that of weighing all of
 * them each time. The first k of them have at least 1 - 1/e of the best weight that any k could have.
 *
 * Source: Nemhauser, Wolsey and Fisher, An analysis of approximations for maximizing submodular set functions (1978);
 * Minoux, Accelerated greedy algorithms (1978).
 *
 * @param weights One for each element, none negative.
 */
export function orderGreedily<Candidate extends Cover>(
  covers: readonly Candidate[],
  weights: readonly number[],
): readonly ChosenCover<Candidate>[] {
  const weigh = (elements: readonly number[]): number => {
    let sum = 0;
    for (const element of elements) sum += (weights[element] ?? 0) + leastWeight;
    return sum;
  };
  const queue = new GainQueue(covers.map(({ elements }, index) => ({ index, gain: weigh(elements) })));
  const taken = new Set<number>();
  const chosen: ChosenCover<Candidate>[] = [];
  const idle: Candidate[] = [];
  for (let head = queue.take(); head !== undefined; head = queue.take()) {
    const cover = covers[head.index];
    if (cover === undefined) continue;
    const fresh = cover.elements.filter((element) => !taken.has(element));
    if (fresh.length === 0) {
      idle.push(cover);
      continue;
    }
    const gain = { index: head.index, gain: fresh.length === cover.elements.length ? head.gain : weigh(fresh) };
    if (queue.isBehind(gain)) {
      queue.add(gain);
      continue;
    }
    chosen.push({ cover, fresh });
    for (const element of fresh) taken.add(element);
  }
  const others = idle
    .map((cover, index) => ({ cover, index, gain: weigh(cover.elements) }))
    .toSorted((left, right) => right.gain - left.gain || left.index - right.index);
  return [...chosen, ...others.map(({ cover }) => ({ cover, fresh: [] }))];
}

interface Gain {
  readonly index: number;
  readonly gain: number;
}

/** Tells whether one gain comes before another: more weight, then the given order. Sums that differ by rounding are equal. */
function precedes(left: Gain, right: Gain): boolean {
  const difference = left.gain - right.gain;
  if (Math.abs(difference) > 1e-9 * Math.max(1, left.gain, right.gain)) return difference > 0;
  return left.index < right.index;
}

/** A binary heap with the largest gain on top. */
class GainQueue {
  readonly #heap: Gain[] = [];

  constructor(gains: readonly Gain[]) {
    for (const gain of gains) this.add(gain);
  }

  /** Tells whether something in the queue comes before a gain. */
  isBehind(gain: Gain): boolean {
    const [top] = this.#heap;
    return top !== undefined && precedes(top, gain);
  }

  add(gain: Gain): void {
    let at = this.#heap.length;
    this.#heap.push(gain);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !precedes(gain, above)) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = gain;
  }

  take(): Gain | undefined {
    const [top] = this.#heap;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(gain: Gain): void {
    let at = 0;
    for (;;) {
      const child = this.#largerChild(2 * at + 1);
      const below = this.#heap[child];
      if (below === undefined || !precedes(below, gain)) break;
      this.#heap[at] = below;
      at = child;
    }
    this.#heap[at] = gain;
  }

  #largerChild(first: number): number {
    const [left, right] = [this.#heap[first], this.#heap[first + 1]];
    return left !== undefined && right !== undefined && precedes(right, left) ? first + 1 : first;
  }
}
