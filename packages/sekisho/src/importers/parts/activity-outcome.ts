import type { Severity } from "../../model/severity.ts";
import type { ImportedTarget, ImportedTool, Outcome } from "../define.ts";
import { activityOf, type ToldActivity } from "./activity-of.ts";
import { textsOf } from "./flaw-outcome.ts";
import { present } from "./present.ts";

type Told<Value> = Value | null | undefined;

/** An alert as tools that watch programs tell it. */
export interface ToldAlert {
  readonly rule: string;
  readonly aliases?: readonly string[];
  readonly severity: Severity | "unknown";
  readonly rating?: Told<string>;
  readonly title?: Told<string>;
  readonly message?: Told<string>;
  readonly remediation?: Told<string>;
  readonly subject: string;
  readonly target?: ImportedTarget | undefined;
  readonly tool?: ImportedTool | undefined;
  readonly status?: Told<string>;
  readonly references?: Told<readonly Told<string>[]>;
  readonly exception?: { readonly reason: string } | undefined;
  readonly activity: ToldActivity;
}

/** Gives the finding of an alert. */
export function activityOutcome(told: ToldAlert): Outcome {
  const { rule, aliases, severity, rating, title, message, subject, target, tool, status, exception } = told;
  const activity = activityOf(told.activity);
  return {
    kind: "finding",
    finding: {
      kind: "activity",
      rule,
      severity,
      title: filled(title) ?? rule,
      message: filled(message) ?? filled(title) ?? rule,
      subject,
      evidence: [],
      ...present({
        aliases,
        rating: filled(rating),
        remediation: filled(told.remediation),
        target,
        tool,
        status: filled(status),
        exception,
        activity,
        references: textsOf(told.references),
        firstSeen: activity?.firstSeen,
        lastSeen: activity?.lastSeen,
      }),
    },
  };
}

function filled(text: Told<string>): string | undefined {
  return text === undefined || text === null || text.trim() === "" ? undefined : text;
}
