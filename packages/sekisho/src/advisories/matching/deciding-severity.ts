import type { GivenSeverity, Vulnerability } from "../../model/vulnerability.ts";

const distributionPackage = /^pkg:(?:apk|deb|rpm)\//;
const scoredSystems = ["cvss-4", "cvss-3", "score", "cvss-2"] as const;

/**
 * Finds the rating that decided how bad a flaw counts, by the rule of `rateFlaw`: in a package of a distribution the first
 * words, elsewhere the score of the newest system; each stands in for the other. `undefined` where nobody rated it.
 */
export function findDecidingSeverity({
  package: purl,
  score,
  severities,
}: Pick<Vulnerability, "package" | "score" | "severities">): GivenSeverity | undefined {
  const words = severities.find(({ system, rating }) => system === "rating" && rating !== "unknown");
  const scored =
    score === undefined
      ? undefined
      : scoredSystems.map((system) => severities.find((severity) => severity.system === system)).find(Boolean);
  return distributionPackage.test(purl) ? (words ?? scored) : (scored ?? words);
}
