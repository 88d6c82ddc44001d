import type { Severity } from "../../model/severity.ts";

/** What tools call severities, in lower case. */
const severityOfWords: ReadonlyMap<string, Severity | "unknown"> = new Map<string, Severity | "unknown">([
  ...["critical", "defcon1", "emergency", "very_high"].map((word) => [word, "critical"] as const),
  ...["high", "important", "error", "danger", "major"].map((word) => [word, "high"] as const),
  ...["medium", "moderate", "warning", "warn"].map((word) => [word, "medium"] as const),
  ...["low", "minor", "minimal"].map((word) => [word, "low"] as const),
  ...["negligible", "info", "informational", "information", "none", "note", "unimportant", "trivial"].map(
    (word) => [word, "info"] as const,
  ),
]);

/** Gives the severity that a tool means with a word, however it is written; `unknown` for words that rate nothing. */
export function severityOfWord(word: string | null | undefined): Severity | "unknown" {
  if (word === undefined || word === null || word.length > 30) return "unknown";
  return severityOfWords.get(word.trim().toLowerCase()) ?? "unknown";
}
