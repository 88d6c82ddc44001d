/** Severities, the worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;

/** How bad a finding is. */
export type Severity = (typeof severities)[number];

/** Tells whether a severity is as bad as a threshold, or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

/** Orders severities for `Array.sort`: the worst first. */
export function compareSeverity(left: Severity, right: Severity): number {
  return severities.indexOf(left) - severities.indexOf(right);
}
