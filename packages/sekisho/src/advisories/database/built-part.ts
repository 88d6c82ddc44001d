import type { BuiltPart, Part } from "./part.ts";
import { type TableContent, writeTableFile } from "./table-writer.ts";

/** Writes tables as a part of a database. */
export function builtPart(
  named: Pick<Part, "kind" | "source" | "ecosystem" | "rows">,
  tables: readonly TableContent[],
  words: readonly string[],
): BuiltPart {
  const { bytes, headBytes, headDigest, digest } = writeTableFile(tables, words);
  return { part: { ...named, digest, bytes: bytes.length, headBytes, headDigest }, bytes };
}
