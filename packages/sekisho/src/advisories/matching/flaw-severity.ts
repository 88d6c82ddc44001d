import type { Severity } from "../../model/severity.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";

/** Nine of ten flaws are less likely to be exploited. */
const likelyPercentile = 0.9;

/**
 * Gives how bad a flaw in a package is: malware is critical whatever the rating; what only warns of a package
 * (unmaintained, a notice) and has no rating is advice. A flaw that nobody rated stands behind the rated ones, unless it
 * is known to be exploited or likely to be: those who attack have rated it then.
 */
export function flawSeverity({
  kind,
  rating,
  knownExploited,
  epss,
}: Pick<Vulnerability, "kind" | "rating" | "knownExploited" | "epss">): Severity {
  if (kind === "malware") return "critical";
  if (rating !== "unknown") return rating;
  if (kind !== "vulnerability") return "info";
  if (knownExploited !== undefined) return "high";
  return (epss?.percentile ?? 0) >= likelyPercentile ? "medium" : "low";
}
