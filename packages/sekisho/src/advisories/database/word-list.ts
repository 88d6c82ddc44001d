/** Texts that stand in many values of a file: each is written once, values say its place. */
export class WordList {
  readonly #places = new Map<string, number>();

  /** Gives the place of a word; a new one is put at the end. */
  placeOf(word: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(word, place);
    return place;
  }

  /** Gives the words in the order of their places. */
  list(): readonly string[] {
    return [...this.#places.keys()];
  }
}
