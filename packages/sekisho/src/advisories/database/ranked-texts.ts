/** Texts with a number each, as they came, and with their places in the order of texts. */
export class RankedTexts {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Numbers in the order of their texts, of those texts that were there when it was last asked for. */
  #order: readonly number[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** Gives the number of a text, a new one for a new text. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#texts.push(text);
    this.#numbers.set(text, number);
    return number;
  }

  find(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  at(number: number): string {
    return this.#texts[number] ?? "";
  }

  /** Gives the numbers in the order of their texts. Texts that came since the last time are sorted and merged. */
  order(): readonly number[] {
    const known = this.#order.length;
    if (known === this.#texts.length) return this.#order;
    const added = Array.from({ length: this.#texts.length - known }, (_none, place) => known + place);
    added.sort((left, right) => compareTexts(this.at(left), this.at(right)));
    const merged: number[] = [];
    let at = 0;
    for (const number of this.#order) {
      for (let next = added[at]; next !== undefined && this.at(next) < this.at(number); next = added[at]) {
        merged.push(next);
        at += 1;
      }
      merged.push(number);
    }
    for (; at < added.length; at++) merged.push(added[at] ?? 0);
    this.#order = merged;
    return merged;
  }

  /** Gives the place of each number in that order. */
  ranks(): Uint32Array {
    const ranks = new Uint32Array(this.#texts.length);
    for (const [rank, number] of this.order().entries()) ranks[number] = rank;
    return ranks;
  }
}

/** Orders texts by their UTF-16 units, on every machine alike. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
