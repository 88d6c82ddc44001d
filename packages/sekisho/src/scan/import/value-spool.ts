import { TextSpool } from "./text-spool.ts";

/** So many values are kept in memory; with more of them all go to a file. */
const keptValues = 5_000;

/** Keeps values of JSON; many of them in a file, so that memory does not grow with them. */
export class ValueSpool<Value> {
  #kept: Value[] = [];
  #texts: TextSpool | undefined;
  readonly #isValue: (value: unknown) => value is Value;
  readonly #maxKept: number;

  /** @param isValue Tells a value that was written here from what another program put into the file. */
  constructor(isValue: (value: unknown) => value is Value, maxKept = keptValues) {
    this.#isValue = isValue;
    this.#maxKept = maxKept;
  }

  /** Keeps a value; gives the number to ask for it. */
  add(value: Value): number {
    if (this.#texts !== undefined) return this.#texts.add(JSON.stringify(value));
    this.#kept.push(value);
    const index = this.#kept.length - 1;
    if (this.#kept.length > this.#maxKept) this.#spill();
    return index;
  }

  /** Gives a value as it was kept. */
  get(index: number): Value {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    if (this.#texts === undefined) throw new RangeError(`expected the number of a value, got ${index}`);
    const value: unknown = JSON.parse(this.#texts.get(index));
    if (!this.#isValue(value)) throw new TypeError("the file of an import was changed by another program");
    return value;
  }

  /** Deletes what was kept. */
  close(): void {
    this.#kept = [];
    this.#texts?.close();
    this.#texts = undefined;
  }

  #spill(): void {
    const texts = new TextSpool("kept");
    for (const value of this.#kept) texts.add(JSON.stringify(value));
    this.#kept = [];
    this.#texts = texts;
  }
}
