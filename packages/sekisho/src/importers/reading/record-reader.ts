import type { Text } from "../../model/text.ts";
import type { ImportedRecord } from "../define.ts";

/** What a reading of records tells. */
export interface RecordSink {
  readonly onRecord: (record: ImportedRecord) => void;
  readonly onProblem: (problem: RecordProblem) => void;
  /** Told of a member around the records that its object has had before. */
  readonly onDoubled?: (pointer: string) => void;
}

/** A part of a document that cannot be read. */
export interface RecordProblem {
  readonly pointer: string;
  /** From 1, where lines are counted. */
  readonly line?: number;
  /** Bytes before it, where they are counted. */
  readonly offset?: number;
  readonly expected: Text;
  /** Whether nothing behind it was read. */
  readonly isEnd: boolean;
}

/** Takes a document piece by piece. */
export interface PieceReader {
  write(piece: Uint8Array): void;
  end(): void;
}

/** What is done with what stands at a place: looked into, handed over, passed over. */
export type PlaceHandling = "open" | "take" | "skip";

/** Tells how the places of a document are handled when values at some patterns are wanted. */
export class WantedPlaces {
  readonly #wanted: ReadonlySet<string>;
  /** Of every pattern above a wanted one what stands there. */
  readonly #holders = new Map<string, "list" | "object" | "either">();

  constructor(patterns: readonly string[]) {
    this.#wanted = new Set(patterns);
    for (const pattern of patterns) {
      for (let end = pattern.lastIndexOf("/"); end !== -1; end = pattern.lastIndexOf("/", end - 1)) {
        const above = pattern.slice(0, end);
        const is = pattern === `${above}/*` || pattern.startsWith(`${above}/*/`) ? "list" : "object";
        const known = this.#holders.get(above);
        this.#holders.set(above, known === undefined || known === is ? is : "either");
        if (end === 0) break;
      }
    }
  }

  /** Tells what is done at a place. */
  handlingOf(pattern: string): PlaceHandling {
    if (this.#wanted.has(pattern)) return "take";
    return this.#holders.has(pattern) ? "open" : "skip";
  }

  /** Whether something wanted stands in something wanted, or something is looked into as a list and as an object. */
  get hasOverlap(): boolean {
    return [...this.#holders].some(([pattern, is]) => is === "either" || this.#wanted.has(pattern));
  }

  /** Tells what has to stand at a place that is looked into; `undefined` for all others. */
  holderAt(pattern: string): "list" | "object" | "either" | undefined {
    return this.#wanted.has(pattern) ? undefined : this.#holders.get(pattern);
  }
}

/** What is told where something else than a list or an object stands. */
export const holderExpectations = {
  list: { en: "a list", ja: "配列" },
  object: { en: "an object", ja: "オブジェクト" },
  either: { en: "a list or an object", ja: "配列またはオブジェクト" },
} as const satisfies Readonly<Record<string, Text>>;

/** So large a single value may be: a record, or a part of the header. */
export const maxRecordBytes = 64 * 1_048_576;

/** So deep a single value may be: those who read it go down as far as it does. */
export const maxRecordLevels = 200;
