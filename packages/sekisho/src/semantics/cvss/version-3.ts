import { type MetricValues, weightOf } from "./vector-metrics.ts";

const impactWeights = { N: 0, L: 0.22, H: 0.56 };

/**
 * Gives the base score of a vector's metrics. The base equations of 3.0 and 3.1 give the same score but for the rounding,
 * which 3.1 does without errors of floating point. Source: CVSS 3.1 specification, sections 7.1 and 7.4, appendix A.
 */
export function scoreVersion3(metrics: MetricValues): number | undefined {
  const scope = metrics.get("S");
  if (scope !== "U" && scope !== "C") return undefined;
  const isChanged = scope === "C";
  const attackVector = weightOf(metrics, "AV", { N: 0.85, A: 0.62, L: 0.55, P: 0.2 });
  const complexity = weightOf(metrics, "AC", { L: 0.77, H: 0.44 });
  const privileges = weightOf(metrics, "PR", isChanged ? { N: 0.85, L: 0.68, H: 0.5 } : { N: 0.85, L: 0.62, H: 0.27 });
  const interaction = weightOf(metrics, "UI", { N: 0.85, R: 0.62 });
  const lost = findLoss(metrics);
  if (attackVector === undefined || complexity === undefined || privileges === undefined) return undefined;
  if (interaction === undefined || lost === undefined) return undefined;
  const impact = isChanged ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * attackVector * complexity * privileges * interaction;
  return roundUp(Math.min(10, (isChanged ? 1.08 : 1) * (impact + exploitability)));
}

/** The impact sub-score. */
function findLoss(metrics: MetricValues): number | undefined {
  const confidentiality = weightOf(metrics, "C", impactWeights);
  const integrity = weightOf(metrics, "I", impactWeights);
  const availability = weightOf(metrics, "A", impactWeights);
  if (confidentiality === undefined || integrity === undefined || availability === undefined) return undefined;
  return 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability);
}

/** Source: CVSS 3.1 specification, appendix A, "Floating Point Rounding". */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
