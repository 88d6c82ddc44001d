import type { Anomaly } from "../model/activity.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Coverage } from "../model/report.ts";
import type { RuntimeEvent } from "../model/runtime-event.ts";
import type { Severity } from "../model/severity.ts";
import type { Text } from "../model/text.ts";
import type { DetectorDescription } from "./define.ts";
import type { SeenEvent } from "./seen-event.ts";

/** What findings say of the question that an alert answers. */
export type AlertRule = Pick<
  DetectorDescription,
  "id" | "aliases" | "title" | "severity" | "remediation" | "techniques"
>;

/** Why an act is unusual, in all languages. */
export type ExplainedAnomaly = Omit<Anomaly, "unusual" | "rarity" | "baseline" | "learned"> &
  Readonly<Record<"unusual" | "rarity" | "baseline" | "learned", Text>>;

/** One alert with everything that a finding needs. */
export interface RaisedAlert {
  readonly rule: AlertRule;
  readonly severity: Severity;
  /** What the act is about; the caller's name is not in it. Empty when it is about the caller alone. */
  readonly subject: string;
  readonly message: Text;
  /** Who gains power by the act, as `describePrincipal` names them. */
  readonly empowers: readonly string[];
  /** The events that it is made of, the oldest first: some of them where there are many. The last one names the caller. */
  readonly events: readonly [SeenEvent, ...SeenEvent[]];
  /** How many events it is made of. */
  readonly count: number;
  /** Why the act is unusual, where it was compared with what is usual. */
  readonly anomaly?: ExplainedAnomaly;
}

/** How a question ended, with the reason in all languages. */
export type JudgeCoverage = Omit<Coverage, "reason"> & {
  readonly reason?: Text;
  /** How many events it was put to; left out where nobody counts. Reports do not show it. */
  readonly asked?: number;
};

/** What looks at every event of a stream: our detectors, the rules of a Falco file, what is usual. */
export interface EventJudge {
  /**
   * `answers`: each request once, when its answer is known. `every-stage`: whatever the log holds, as Falco's rules expect.
   */
  readonly hears: "answers" | "every-stage";
  /** Gives what an event alarms about. Never throws: what goes wrong is in the coverage. */
  judge(event: AuditEvent): readonly RaisedAlert[];
  /** Says of every question whether it could be answered. */
  coverage(): readonly JudgeCoverage[];
}

/** What looks at every event of the kernels of nodes. */
export interface RuntimeJudge {
  /** Gives what an event alarms about. Never throws. */
  judge(event: RuntimeEvent): readonly RaisedAlert[];
  /** Says of every question whether it could be answered. */
  coverage(): readonly JudgeCoverage[];
}
