import type { Severity } from "../../model/severity.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";

/** What a flaw without a rating counts as: nobody said that it is harmless. */
const unrated: Severity = "medium";

/**
 * Gives how bad a flaw in a package is: malware is critical whatever the rating; what only warns of a package
 * (unmaintained, a notice) and has no rating is advice.
 */
export function flawSeverity({ kind, rating }: Pick<Vulnerability, "kind" | "rating">): Severity {
  if (kind === "malware") return "critical";
  if (rating !== "unknown") return rating;
  return kind === "vulnerability" ? unrated : "info";
}
