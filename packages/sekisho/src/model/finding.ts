import type { Activity } from "./activity.ts";
import type { FixSafety } from "./fix.ts";
import type { Evidence } from "./location.ts";
import type { Severity } from "./severity.ts";
import type { VexJustification } from "./vex.ts";
import type { Vulnerability } from "./vulnerability.ts";
import type { Witness } from "./witness.ts";

/** Which question was answered badly. */
export interface RuleReference {
  readonly id: string;
  /** The same question in other tools, `tool:ID`, sorted. */
  readonly aliases: readonly string[];
  /** Controls that ask for it, `FRAMEWORK@VERSION#CONTROL`, sorted. */
  readonly controls: readonly string[];
}

/** Replaces a range of a file, in line and column. */
export interface ReportedEdit {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A repair as reports carry it. */
export interface ReportedFix {
  readonly safety: FixSafety;
  readonly edits: readonly [ReportedEdit, ...ReportedEdit[]];
}

/** A decision that a finding stays. */
export interface AcceptedException {
  readonly reason: string;
  readonly owner?: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Why the flaw does no harm; without it the decision is to live with the flaw. */
  readonly justification?: VexJustification;
  /** `vex`: a VEX statement decides, and not the configuration or a comment. */
  readonly by?: "vex";
}

interface FindingBase {
  /** Same problem, same id in every later scan: built from target, rule and subject, never from time, text or order. */
  readonly id: string;
  readonly rule: RuleReference;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly remediation: string;
  /** What it is about: stage, package URL, object reference, path in the image, principal. */
  readonly subject: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly fix?: ReportedFix;
  readonly status: "open" | "accepted";
  readonly exception?: AcceptedException;
  /** Findings of kind `vulnerability` alone have it: of the version at most risk, where several are installed. */
  readonly vulnerability?: Vulnerability;
  /** Findings of kind `activity` alone have it. */
  readonly activity?: Activity;
  /** What other tools say of the same problem, sorted by tool; left out where we alone say it. */
  readonly witnesses?: readonly Witness[];
}

/** Configuration that a check calls wrong. */
export interface Misconfiguration extends FindingBase {
  readonly kind: "misconfiguration";
}

/** A credential that stands where others can read it. */
export interface ExposedSecret extends FindingBase {
  readonly kind: "secret";
}

/** A file that shows a sign of malware. */
export interface MaliciousFile extends FindingBase {
  readonly kind: "malware";
}

/** A package with a known flaw. */
export interface VulnerablePackage extends FindingBase {
  readonly kind: "vulnerability";
}

/** Something that somebody did, and should not have done or would not usually do. */
export interface SuspiciousActivity extends FindingBase {
  readonly kind: "activity";
}

/** One problem of one subject, with evidence. */
export type Finding = Misconfiguration | ExposedSecret | MaliciousFile | VulnerablePackage | SuspiciousActivity;
