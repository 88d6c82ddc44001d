import type { Advisory, AdvisorySeverity, FlawFacts } from "../../model/advisory.ts";
import type { Severity } from "../../model/severity.ts";
import { scoreVector } from "../../semantics/cvss/score-vector.ts";
import type { JudgedRow } from "./judge-row.ts";

/** How bad a flaw is in a package, and by whose word. */
export interface FlawRating {
  readonly rating: Severity | "unknown";
  /** Base score of CVSS. */
  readonly score?: number;
  /** Every rating that was found, the ones that decide first. */
  readonly severities: readonly AdvisorySeverity[];
}

/**
 * Rates a flaw. In a package of a distribution the distribution's own word comes first, since it knows how the package was
 * built; elsewhere the base score of CVSS, of the newest version of CVSS that somebody gave. What nobody rated is
 * `unknown`: no guess is made.
 */
export function rateFlaw(
  rows: readonly JudgedRow[],
  advisories: readonly Advisory[],
  { facts, isDistribution }: { readonly facts: FlawFacts | undefined; readonly isDistribution: boolean },
): FlawRating {
  const severities = unique([
    ...rows.flatMap(({ row }): AdvisorySeverity[] => {
      const { rating } = row.affected;
      return rating === undefined ? [] : [{ system: "rating", ...rating, from: row.source }];
    }),
    ...advisories.flatMap((advisory) => advisory.severities),
    ...(facts?.severities ?? []),
  ]);
  const score = findScore(severities);
  const words = severities.find((severity) => severity.system === "rating" && severity.rating !== "unknown");
  const rated = words?.system === "rating" ? words.rating : undefined;
  const scored = score === undefined ? undefined : rateScore(score);
  const rating = (isDistribution ? (rated ?? scored) : (scored ?? rated)) ?? "unknown";
  return { rating, ...(score === undefined ? {} : { score }), severities };
}

const systems = ["cvss-4", "cvss-3", "score", "cvss-2"] as const;

function findScore(severities: readonly AdvisorySeverity[]): number | undefined {
  for (const system of systems) {
    for (const severity of severities) {
      if (severity.system !== system) continue;
      const score = severity.system === "score" ? severity.score : scoreVector(severity.vector);
      if (score !== undefined) return score;
    }
  }
  return undefined;
}

/** Source: CVSS 4.0 specification, section 6, "Qualitative Severity Rating Scale"; the one of 3.1 is the same. */
function rateScore(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}

function unique(severities: readonly AdvisorySeverity[]): readonly AdvisorySeverity[] {
  if (severities.length < 2) return severities;
  return [...new Map(severities.map((severity) => [keyOf(severity), severity])).values()];
}

function keyOf(severity: AdvisorySeverity): string {
  const { system, from } = severity;
  if (system === "rating") return `${system}\n${from}\n${severity.rating}\n${severity.words}`;
  return `${system}\n${from}\n${system === "score" ? severity.score : severity.vector}`;
}
