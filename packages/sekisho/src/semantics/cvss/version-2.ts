import { type MetricValues, weightOf } from "./vector-metrics.ts";

const impactWeights = { N: 0, P: 0.275, C: 0.66 };

/** Gives the base score of a vector's metrics. Source: A Complete Guide to CVSS 2.0, section 3.2.1, "Base Equation". */
export function scoreVersion2(metrics: MetricValues): number | undefined {
  const accessVector = weightOf(metrics, "AV", { L: 0.395, A: 0.646, N: 1 });
  const complexity = weightOf(metrics, "AC", { H: 0.35, M: 0.61, L: 0.71 });
  const authentication = weightOf(metrics, "Au", { M: 0.45, S: 0.56, N: 0.704 });
  const confidentiality = weightOf(metrics, "C", impactWeights);
  const integrity = weightOf(metrics, "I", impactWeights);
  const availability = weightOf(metrics, "A", impactWeights);
  if (accessVector === undefined || complexity === undefined || authentication === undefined) return undefined;
  if (confidentiality === undefined || integrity === undefined || availability === undefined) return undefined;
  const impact = 10.41 * (1 - (1 - confidentiality) * (1 - integrity) * (1 - availability));
  if (impact === 0) return 0;
  const exploitability = 20 * accessVector * complexity * authentication;
  return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176 * 10) / 10;
}
