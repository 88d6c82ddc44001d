import type { Severity } from "../../model/severity.ts";

/** Gives the severity of a score from 0 to 10. Source: CVSS 3.1, section 5, "Qualitative Severity Rating Scale". */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}
