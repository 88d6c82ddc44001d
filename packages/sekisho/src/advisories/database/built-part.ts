import type { BuiltPart, Part } from "./part.ts";
import type { Scratch } from "./scratch.ts";
import { type TableContent, writeTableFile } from "./table-writer.ts";

/** What a part is, beside its tables. */
export interface PartPlan {
  /** Asked when the tables have been written. */
  readonly named: () => Pick<Part, "kind" | "source" | "ecosystem" | "rows">;
  readonly words: readonly string[];
  /** Holds the file until it is read. */
  readonly scratch: Scratch;
}

/** Writes tables as a part of a database. */
export function builtPart(tables: readonly TableContent[], { named, words, scratch }: PartPlan): BuiltPart {
  const { bytes, headBytes, headDigest, digest, pieces } = writeTableFile(tables, words, scratch);
  return { part: { ...named(), digest, bytes, headBytes, headDigest }, pieces };
}
