import type { Finding } from "../../model/finding.ts";
import type { ReportDocument, Target } from "../../model/report.ts";
import type { AppliedVexStatement, VexJustification, VexStatus } from "../../model/vex.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";

/** What is stated of one flaw in one package of one target. */
export interface StatedFlaw {
  readonly target: Target;
  readonly vulnerability: Vulnerability;
  readonly statement: FlawStatement;
}

/** What is stated of a flaw. */
export interface FlawStatement {
  readonly status: VexStatus;
  readonly justification?: VexJustification;
  /** Why the flaw does no harm; `not_affected` has it or a justification. */
  readonly impact?: string;
  /** What to do; `affected` always has it. */
  readonly action?: string;
  /** Somebody decided to live with it. */
  readonly isRiskAccepted?: true;
  readonly notes?: string;
}

/**
 * Gives what the decisions in a document state of flaws. Nothing is called harmless that nobody has justified: a risk that
 * is accepted stays `affected`, and what nobody has decided on is `under_investigation`. Notices that are no flaws, and
 * matches that are another package's, state nothing.
 */
export function statedFlaws({ reports }: ReportDocument): readonly StatedFlaw[] {
  return reports.flatMap(({ target, findings }) =>
    findings.flatMap((finding): readonly StatedFlaw[] => {
      const { vulnerability } = finding;
      const statement = vulnerability === undefined ? undefined : stateOf(finding, vulnerability);
      return vulnerability === undefined || statement === undefined ? [] : [{ target, vulnerability, statement }];
    }),
  );
}

function stateOf(finding: Finding, vulnerability: Vulnerability): FlawStatement | undefined {
  const { kind, suppressed, vex } = vulnerability;
  if (kind !== "vulnerability" && kind !== "malware") return undefined;
  if (suppressed === "owned-by-distribution") return undefined;
  const { exception, remediation } = finding;
  if (suppressed !== undefined) return { status: "not_affected", impact: exception?.reason ?? suppressed };
  const [first] = vex?.statements ?? [];
  const decisive = first?.role === "decides" ? first : undefined;
  if (exception?.by === "vex" && decisive !== undefined) return restate(decisive, exception.reason);
  if (exception !== undefined) return decided(exception);
  if (decisive?.status === "affected") return { status: "affected", action: decisive.action ?? remediation };
  // Malware does harm wherever it is.
  if (kind === "malware") return { status: "affected", action: remediation };
  return { status: "under_investigation", notes: remediation };
}

function restate(statement: AppliedVexStatement, reason: string): FlawStatement {
  const { status, justification, impact, notes } = statement;
  if (status === "fixed") return { status, ...(notes === undefined ? {} : { notes }) };
  if (justification === undefined) return { status, impact: impact ?? reason };
  const words = impact ?? notes;
  return { status, justification, ...(words === undefined ? {} : { notes: words }) };
}

function decided({ reason, expires, justification }: NonNullable<Finding["exception"]>): FlawStatement {
  if (justification !== undefined) return { status: "not_affected", justification, notes: reason };
  const until = expires === undefined ? "" : ` (${expires})`;
  return { status: "affected", action: `accepted: ${reason}${until}`, isRiskAccepted: true };
}
