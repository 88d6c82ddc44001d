import type { FindingChange } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";

/** Gives what of a finding is another than before; texts, lines and dates are no change. */
export function findChanges(before: Finding, after: Finding): readonly FindingChange[] {
  const old = before.vulnerability;
  const now = after.vulnerability;
  return [
    ...changeOf("severity", before.severity, after.severity),
    ...changeOf("status", before.status, after.status),
    ...changeOf("known-exploited", old?.knownExploited?.added, now?.knownExploited?.added),
    ...probabilityChange(old?.epss?.probability, now?.epss?.probability),
    ...changeOf("fixed-version", old?.fixedIn, now?.fixedIn),
    ...changeOf("repair", old?.status, now?.status),
    ...changeOf("name", before.rule.id, after.rule.id),
  ];
}

function changeOf(
  aspect: FindingChange["aspect"],
  before: string | undefined,
  after: string | undefined,
): readonly FindingChange[] {
  if (before === after) return [];
  return [{ aspect, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

/** A probability of exploitation that crosses one of these is a change; EPSS moves a little every day. */
const probabilitySteps = [0.1, 0.5] as const;

function probabilityChange(before: number | undefined, after: number | undefined): readonly FindingChange[] {
  if (stepOf(before) === stepOf(after)) return [];
  return changeOf("exploit-probability", before?.toFixed(3), after?.toFixed(3));
}

function stepOf(probability = 0): number {
  return probabilitySteps.filter((step) => probability >= step).length;
}
