/** What is lost when a part is taken out: the part, an element of a list that is an entry, or the value as a whole. */
export type Loss = "part" | "entry" | "whole";

/** Stands in a list where an element was taken out. */
const gone = Symbol("gone");

/** A copy of a value of JSON that loses what is wrong in it, and knows where the rest stood before. */
export class ShrinkingValue {
  readonly root: unknown;
  /** Of lists that were shortened: the index that each element had at first. */
  readonly #indices = new Map<unknown[], readonly number[]>();
  readonly #shortened = new Set<unknown[]>();

  constructor(value: unknown) {
    this.root = structuredClone(value);
  }

  /** Gives what stands at a path now. */
  find(path: readonly PropertyKey[]): unknown {
    let found: unknown = this.root;
    for (const key of path) found = memberOf(found, key);
    return found === gone ? undefined : found;
  }

  /** Gives the JSON pointer that a path had at first. */
  pointerOf(path: readonly PropertyKey[]): string {
    let pointer = "";
    let holder: unknown = this.root;
    for (const key of path) {
      const index = Array.isArray(holder) ? this.#indices.get(holder)?.[Number(key)] : undefined;
      pointer += `/${String(index ?? key)
        .replaceAll("~", "~0")
        .replaceAll("/", "~1")}`;
      holder = memberOf(holder, key);
    }
    return pointer;
  }

  /**
   * Takes out what stands at a path; where nothing stands, what should hold it. Paths stay true until {@link shrink}.
   *
   * @param isEntry Whether the part is an entry when it stands in a list.
   */
  leaveOut(path: readonly PropertyKey[], isEntry: boolean): Loss {
    let depth = path.length;
    while (depth > 0 && this.find(path.slice(0, depth)) === undefined) {
      // It went with another part of the same holder.
      if (this.#isGone(path.slice(0, depth))) return "part";
      depth--;
    }
    const last = path[depth - 1];
    if (last === undefined) return "whole";
    const holder = this.find(path.slice(0, depth - 1));
    if (Array.isArray(holder)) {
      holder[Number(last)] = gone;
      this.#shortened.add(holder);
      return isEntry || depth < path.length ? "entry" : "part";
    }
    if (typeof holder === "object" && holder !== null) Reflect.deleteProperty(holder, last);
    return "part";
  }

  /** Closes the gaps in lists. */
  shrink(): void {
    for (const list of this.#shortened) {
      const known = this.#indices.get(list);
      const kept = [...list.keys()].filter((index) => list[index] !== gone);
      const elements = kept.map((index) => list[index]);
      list.length = 0;
      for (const element of elements) list.push(element);
      this.#indices.set(
        list,
        kept.map((index) => known?.[index] ?? index),
      );
    }
    this.#shortened.clear();
  }

  #isGone(path: readonly PropertyKey[]): boolean {
    let found: unknown = this.root;
    for (const key of path) found = memberOf(found, key);
    return found === gone;
  }
}

function memberOf(holder: unknown, key: PropertyKey): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;
}
