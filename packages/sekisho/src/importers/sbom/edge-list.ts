const firstNumbers = 1024;

/** Pairs of numbers, eight bytes each however many there are. */
export class EdgeList {
  #numbers = new Uint32Array(firstNumbers);
  #length = 0;

  /** Appends a pair. */
  push(from: number, to: number): void {
    if (this.#length === this.#numbers.length) {
      const more = new Uint32Array(this.#numbers.length * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.#length] = from;
    this.#numbers[this.#length + 1] = to;
    this.#length += 2;
  }

  /** Gives every pair, in the order they came. */
  each(take: (from: number, to: number) => void): void {
    for (let at = 0; at < this.#length; at += 2) take(this.#numbers[at] ?? 0, this.#numbers[at + 1] ?? 0);
  }
}
