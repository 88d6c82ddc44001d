import type { FlawFacts } from "../../model/advisory.ts";
import type { Severity } from "../../model/severity.ts";
import type { RiskPart } from "../../model/vulnerability.ts";

/** How many of 100 points each part can give. */
const knownExploitedPoints = 45;
const probabilityPoints = 25;
const severityPoints = 25;
const fixPoints = 5;

/** Points of what can be reached, where manifests tell; together with the other parts never above 100. */
const reachPoints = { outside: 10, cluster: 5, nowhere: 0 } as const;
const maxPoints = 100;

/**
 * From where the software can be reached, as manifests tell it: from `outside` of the cluster (an Ingress, a load balancer,
 * a port of the node), by other workloads of the `cluster`, or from `nowhere`, for nothing leads to its ports.
 */
export type Reach = keyof typeof reachPoints;

/** Points of a severity where there is no base score, as tenths of the severity's part: the middle of each range of CVSS. */
const severityTenths: Readonly<Record<Severity | "unknown", number>> = {
  critical: 9.5,
  high: 8,
  medium: 5.5,
  low: 2,
  info: 0,
  unknown: 5,
};

/** What the risk of a flaw in a package is made of. */
export interface RiskFacts {
  readonly facts: FlawFacts | undefined;
  readonly rating: Severity | "unknown";
  readonly score: number | undefined;
  readonly hasFix: boolean;
  /** Left out where no manifest tells. */
  readonly reach?: Reach | undefined;
}

/**
 * Gives the parts of a risk, 100 points together: 45 when the flaw is known to be exploited, up to 25 for how probable an
 * exploit is (EPSS's percentile: probabilities are small nearly everywhere), up to 25 for how bad it is (the base score,
 * else the rating), 5 when there is a repair, since that is what can be done first. Where manifests tell from where it can
 * be reached, up to 10 more, as far as 100 points are not full.
 */
export function weighRisk({ facts, rating, score, hasFix, reach }: RiskFacts): readonly RiskPart[] {
  const percentile = facts?.epss?.percentile ?? 0;
  const parts: readonly RiskPart[] = [
    { part: "known-exploited", points: facts?.knownExploited === undefined ? 0 : knownExploitedPoints },
    { part: "exploit-probability", points: roundTenth(probabilityPoints * percentile) },
    { part: "severity", points: roundTenth((severityPoints * (score ?? severityTenths[rating])) / 10) },
    { part: "fix-available", points: hasFix ? fixPoints : 0 },
  ];
  const reachable: RiskPart = {
    part: "reachable",
    points: roundTenth(Math.min(reachPoints[reach ?? "nowhere"], maxPoints - sumRisk(parts))),
  };
  return [...parts, reachable].filter(({ points }) => points > 0);
}

/** Adds the parts of a risk. */
export function sumRisk(parts: readonly RiskPart[]): number {
  let sum = 0;
  for (const { points } of parts) sum += points;
  return roundTenth(sum);
}

function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
