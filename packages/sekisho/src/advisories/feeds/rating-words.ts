import type { Severity } from "../../model/severity.ts";

/** A rating in a vendor's words, and what it is on our scale. */
export interface Rating {
  readonly rating: Severity | "unknown";
  readonly words: string;
}

const ratings: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ["critical", "critical"],
  ["important", "high"],
  ["high", "high"],
  ["moderate", "medium"],
  ["medium", "medium"],
  ["low", "low"],
  ["minor", "low"],
  ["negligible", "info"],
  ["unimportant", "info"],
  ["informational", "info"],
  ["none", "info"],
]);

/**
 * Gives the rating that words stand for; words that rate nothing (`unknown`, `not yet assigned`, `n/a`) are `unknown`.
 *
 * Sources: Red Hat "Severity ratings" (critical, important, moderate, low), Ubuntu "CVE priorities" (critical to
 * negligible), Debian "Security tracker: severity levels" (high, medium, low, unimportant), GitHub "Advisory severity"
 * (critical, high, moderate, low).
 */
export function rateByWords(words: string): Rating {
  // Debian's automatic ratings end in asterisks: `low**`.
  const key = words
    .trim()
    .toLowerCase()
    .replace(/\*{1,9}$/, "");
  return { rating: ratings.get(key) ?? "unknown", words: words.trim() };
}
