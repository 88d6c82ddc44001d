import type { Finding } from "./finding.ts";
import type { Target } from "./report.ts";

/**
 * What of a finding is another than before: its severity; whether it is open or accepted; the version with the repair;
 * what the publisher says of a repair (`fixed`, `will-not-fix` …); that it is known to be exploited; how probable an
 * exploit is, where that crosses a step; the name of the flaw, where it got another one (its CVE).
 */
export type ChangedAspect =
  | "severity"
  | "status"
  | "fixed-version"
  | "repair"
  | "known-exploited"
  | "exploit-probability"
  | "name";

/** One aspect of a finding, before and now. A side is left out where there was nothing. */
export interface FindingChange {
  readonly aspect: ChangedAspect;
  readonly before?: string;
  readonly after?: string;
}

/** A finding that is in both reports and not the same. */
export interface ChangedFinding {
  readonly before: Finding;
  readonly after: Finding;
  readonly changes: readonly [FindingChange, ...FindingChange[]];
}

/** What two reports say of one target. Findings stand in the order of their reports. */
export interface TargetComparison {
  readonly target: Target;
  /** Left out where the earlier document says nothing of the target: everything is new. */
  readonly against?: Target;
  /** Open now, and not there before. */
  readonly appeared: readonly Finding[];
  /** Open before, looked for again, and gone. */
  readonly fixed: readonly Finding[];
  readonly changed: readonly ChangedFinding[];
  /** Open before, and not looked for this time: they are not fixed. */
  readonly unassessed: readonly Finding[];
  /** How many are in both reports without a change. */
  readonly unchanged: number;
  /** A part of the target could not be read this time: what seems fixed may only be out of sight. */
  readonly isPartial: boolean;
}

/** What two documents say, target by target. */
export interface ReportComparison {
  readonly schemaVersion: 1;
  readonly targets: readonly TargetComparison[];
  /** Targets of the earlier document that the later one says nothing of. */
  readonly missing: readonly Target[];
}
