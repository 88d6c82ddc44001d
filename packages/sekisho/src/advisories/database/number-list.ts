/** Whole numbers below 2^32, four bytes each. */
export class NumberList {
  #numbers = new Uint32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  /** Puts a number at a place that is there, or behind the last one. */
  set(place: number, number: number): void {
    if (place === this.#length) this.push(number);
    else this.#numbers[place] = number;
  }

  /** Gives the number at a place; 0 behind the end. */
  at(place: number): number {
    return place < this.#length ? (this.#numbers[place] ?? 0) : 0;
  }

  /** Gives what was pushed; a view that holds until the next push. */
  view(): Uint32Array {
    return this.#numbers.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }
}

/**
 * Gives the places of keys in the order of the keys; places of equal keys stay in their order. Linear: the keys are
 * counted.
 *
 * @param order Places to be ordered, each once.
 * @param keyOf From 0 to below `keyCount`.
 */
export function orderByKey(order: Uint32Array, keyOf: (place: number) => number, keyCount: number): Uint32Array {
  const starts = new Uint32Array(keyCount + 1);
  for (const place of order) {
    const key = keyOf(place) + 1;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  for (let key = 1; key <= keyCount; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  const ordered = new Uint32Array(order.length);
  for (const place of order) {
    const key = keyOf(place);
    const at = starts[key] ?? 0;
    ordered[at] = place;
    starts[key] = at + 1;
  }
  return ordered;
}
