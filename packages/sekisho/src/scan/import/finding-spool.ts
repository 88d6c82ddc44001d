import type { ImportedFinding } from "../../importers/define.ts";
import { TextSpool } from "./text-spool.ts";

/** So many findings are kept in memory; with more of them all go to a file. */
const keptFindings = 5_000;

/** Keeps findings; those of large documents in a file, so that memory does not grow with them. */
export class FindingSpool {
  #kept: ImportedFinding[] = [];
  #texts: TextSpool | undefined;
  readonly #maxKept: number;

  constructor(maxKept = keptFindings) {
    this.#maxKept = maxKept;
  }

  /** Keeps a finding; gives the number to ask for it. */
  add(finding: ImportedFinding): number {
    if (this.#texts !== undefined) return this.#texts.add(JSON.stringify(finding));
    this.#kept.push(finding);
    const index = this.#kept.length - 1;
    if (this.#kept.length > this.#maxKept) this.#spill();
    return index;
  }

  /** Gives a finding as it was kept. */
  get(index: number): ImportedFinding {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    if (this.#texts === undefined) throw new RangeError(`expected the number of a finding, got ${index}`);
    const value: unknown = JSON.parse(this.#texts.get(index));
    if (!isFinding(value)) throw new TypeError("the file of findings was changed by another program");
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
    for (const finding of this.#kept) texts.add(JSON.stringify(finding));
    this.#kept = [];
    this.#texts = texts;
  }
}

/** What was written here is read here. */
function isFinding(value: unknown): value is ImportedFinding {
  return typeof value === "object" && value !== null && "kind" in value && "rule" in value && "evidence" in value;
}
