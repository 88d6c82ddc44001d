import type { JsonPlace, JsonSpan } from "../../formats/json-stream/json-splitter.ts";
import { maxRecordBytes, maxRecordLevels, WantedPlaces } from "./record-reader.ts";

/** Records that stand one behind the other in a list, or a single one. */
interface Run {
  readonly pattern: string;
  /** Pointer of the list; of a single record its own. */
  readonly pointer: string;
  /** Of the first record. */
  readonly indices: readonly number[];
  readonly isList: boolean;
  /** Number of the first span. */
  readonly first: number;
  count: number;
}

/** A record's place and bytes. */
export interface RecordSpan extends JsonPlace, Omit<JsonSpan, "levels"> {}

/** What is kept of one document: twelve bytes a record, and some hundred a list. */
const maxSpans = 1_000_000;
const maxRuns = 20_000;
const firstSpans = 1024;

/**
 * Where the records of a document stand. Known from the reading of the header, they are cut out of the document's bytes
 * later without following its structure again.
 */
export class RecordSpans {
  /** Where records stand. */
  readonly patterns: ReadonlySet<string>;
  readonly #limits: { readonly spans: number; readonly runs: number };
  readonly #runs: Run[] = [];
  #starts = new Float64Array(firstSpans);
  #lengths = new Float64Array(firstSpans);
  #count = 0;
  #isUsable = true;

  constructor(patterns: readonly string[], limits = { spans: maxSpans, runs: maxRuns }) {
    this.patterns = new Set(patterns);
    this.#limits = limits;
  }

  /** False when there were too many to keep, or one that cannot be read: the document has to be followed again. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Takes the next record of the document. */
  add(place: JsonPlace, { start, length, levels }: JsonSpan): void {
    if (!this.#isUsable) return;
    const run = this.#runs.at(-1);
    if (run !== undefined && isNext(run, place)) run.count++;
    else this.#runs.push({ ...startRun(place), first: this.#count, count: 1 });
    const isTooMany = this.#count >= this.#limits.spans || this.#runs.length > this.#limits.runs;
    if (isTooMany || levels > maxRecordLevels || length > maxRecordBytes) {
      this.#isUsable = false;
      return;
    }
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = start;
    this.#lengths[this.#count] = length;
    this.#count++;
  }

  /** Gives the records at some patterns, in the order of the document. */
  *at(patterns: readonly string[]): Generator<RecordSpan> {
    for (const { pattern, pointer, indices, isList, first, count } of this.#runs) {
      if (!patterns.includes(pattern)) continue;
      const around = indices.slice(0, -1);
      const firstIndex = indices.at(-1) ?? 0;
      for (let at = 0; at < count; at++) {
        const span = first + at;
        yield {
          pattern,
          pointer: isList ? `${pointer}/${firstIndex + at}` : pointer,
          indices: isList ? [...around, firstIndex + at] : indices,
          start: this.#starts[span] ?? 0,
          length: this.#lengths[span] ?? 0,
        };
      }
    }
  }

  /** Puts groups of patterns together as long as all records of one stand behind those of the one before. */
  joinGroups(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
    const joined: string[][] = [];
    let end = -1;
    for (const group of groups) {
      const runs = this.#runs.filter(({ pattern }) => group.includes(pattern));
      const isBehind = (runs[0]?.first ?? Number.POSITIVE_INFINITY) > end;
      const last = joined.at(-1);
      if (last !== undefined && isBehind) last.push(...group);
      else joined.push([...group]);
      end = Math.max(end, runs.at(-1)?.first ?? -1);
    }
    return joined;
  }

  #grow(): void {
    const [starts, lengths] = [this.#starts, this.#lengths];
    this.#starts = new Float64Array(starts.length * 2);
    this.#starts.set(starts);
    this.#lengths = new Float64Array(lengths.length * 2);
    this.#lengths.set(lengths);
  }
}

/**
 * Tells whether records can be found while the header is read: nothing that is wanted stands inside of something else that is
 * wanted, and nothing has to be a list for one and an object for the other.
 */
export function areApart(patterns: readonly string[]): boolean {
  const wanted = new WantedPlaces(patterns);
  return new Set(patterns).size === patterns.length && !wanted.hasOverlap;
}

function startRun(place: JsonPlace): Omit<Run, "first" | "count"> {
  const { pattern, pointer, indices } = place;
  const index = indices.at(-1);
  const isList = pattern.endsWith("/*") && index !== undefined && pointer.endsWith(`/${index}`);
  return { pattern, indices, isList, pointer: isList ? pointer.slice(0, pointer.lastIndexOf("/")) : pointer };
}

function isNext(run: Run, { pattern, pointer }: JsonPlace): boolean {
  return run.isList && run.pattern === pattern && pointer === `${run.pointer}/${(run.indices.at(-1) ?? 0) + run.count}`;
}
