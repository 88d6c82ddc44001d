import type { YamlItems, YamlNode } from "./syntax.ts";

/** Where an item of a list begins to be read. */
export interface ItemPlace {
  readonly at: number;
  readonly lineStart: number;
}

/** So many items are held at a time: those of one part of a cluster are asked for again and again. */
const maxHeldItems = 1_024;

/**
 * The items of a list that is as long as a cluster is large: each is read when it is asked for, and let go of when many
 * others were. Nothing in such a list stands in two places.
 */
export class LongItems implements YamlItems {
  readonly isLong = true;
  readonly #places: readonly ItemPlace[];
  readonly #read: (place: ItemPlace) => YamlNode;
  readonly #held = new Map<number, YamlNode>();

  constructor(places: readonly ItemPlace[], read: (place: ItemPlace) => YamlNode) {
    this.#places = places;
    this.#read = read;
  }

  get length(): number {
    return this.#places.length;
  }

  at(index: number): YamlNode | undefined {
    const place = index < 0 ? index + this.length : index;
    const held = this.#held.get(place);
    if (held !== undefined) return held;
    const item = this.#readAt(place);
    if (item === undefined) return undefined;
    if (this.#held.size >= maxHeldItems) this.#held.clear();
    this.#held.set(place, item);
    return item;
  }

  /** Walking over all keeps none. */
  *[Symbol.iterator](): Generator<YamlNode> {
    for (let index = 0; index < this.length; index++) {
      const item = this.#held.get(index) ?? this.#readAt(index);
      if (item !== undefined) yield item;
    }
  }

  #readAt(index: number): YamlNode | undefined {
    const place = this.#places[index];
    return place === undefined ? undefined : this.#read(place);
  }
}
