import type { Report } from "../../model/report.ts";

/** Warnings that say that a target, or the packages of a kind, could not be examined: something was missing here. */
const partialCodes: ReadonlySet<string> = new Set([
  "target/nothing-found",
  "advisories/database-missing",
  "advisories/not-in-database",
]);

/** Warnings that name packages of which nobody says what flaws they have; a team may accept that by an exception. */
export const unknownPackageCodes = [
  "advisories/third-party",
  "advisories/unknown-distribution",
  "advisories/unknown-ecosystem",
  "advisories/version-missing",
  "advisories/version-unreadable",
] as const;

const unknownCodes: ReadonlySet<string> = new Set(unknownPackageCodes);

/** Says that the advisories held against packages are older than they should be. */
const staleCode = "advisories/stale";

/**
 * How much of a target was examined.
 * `whole`: all of it. `unknown`: all of it, but of some packages nobody says what flaws they have. `partial`: a part was not
 * read, or no package could be judged.
 */
export type Completeness = "whole" | "unknown" | "partial";

export function completenessOf({ diagnostics, coverage }: Report): Completeness {
  let isUnknown = false;
  for (const { level, code } of diagnostics) {
    if (level === "error" || (level === "warning" && partialCodes.has(code))) return "partial";
    if (level === "warning" && unknownCodes.has(code)) isUnknown = true;
  }
  if (!isUnknown) return "whole";
  return coverage.some(({ plugin, ended }) => plugin.startsWith("advisories/") && ended !== "skipped")
    ? "unknown"
    : "partial";
}

/** Gives the worst of what several reports are, `whole` for none. */
export function leastComplete(reports: readonly Report[]): Completeness {
  const all = new Set(reports.map(completenessOf));
  if (all.has("partial")) return "partial";
  return all.has("unknown") ? "unknown" : "whole";
}

/**
 * Tells whether a diagnostic names what nobody could look at: it is not clean, and a reader must not take it for that. What
 * a team has accepted is said at level `info` and is no gap.
 */
export function isGap({ level, code }: Pick<Report["diagnostics"][number], "level" | "code">): boolean {
  return level === "warning" && (partialCodes.has(code) || unknownCodes.has(code) || code === staleCode);
}
