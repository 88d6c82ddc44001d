import type { AcceptedException } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Severity } from "../../model/severity.ts";
import type { ImportedTarget, Outcome } from "../define.ts";
import { textsOf } from "./flaw-outcome.ts";
import { present } from "./present.ts";
import { severityOfWord } from "./severity-of-word.ts";

type Told<Value> = Value | null | undefined;

/** A misconfiguration as benchmarks and linters tell it: what one of them does not know is left out. */
export interface ToldMisconfiguration {
  readonly rule: string;
  readonly aliases?: readonly string[];
  /** The severity in the tool's word; it is read as one unless `severity` says it. */
  readonly rating?: Told<string>;
  readonly severity?: Severity | "unknown";
  readonly title?: Told<string>;
  readonly message?: Told<string>;
  readonly remediation?: Told<string>;
  readonly subject: string;
  readonly target?: ImportedTarget | undefined;
  readonly evidence?: readonly Evidence[];
  readonly exception?: AcceptedException | undefined;
  readonly status?: Told<string>;
  readonly references?: Told<readonly Told<string>[]>;
  readonly weaknesses?: readonly string[];
  readonly firstSeen?: string | undefined;
  readonly lastSeen?: string | undefined;
}

/** Gives the finding of a misconfiguration. */
export function misconfigurationOutcome(told: ToldMisconfiguration): Outcome {
  const { rule, aliases = [], rating, severity, title, message, subject, evidence = [] } = told;
  const references = textsOf(told.references) ?? [];
  return {
    kind: "finding",
    finding: {
      kind: "misconfiguration",
      rule,
      aliases,
      severity: severity ?? severityOfWord(rating),
      title: filled(title) ?? rule,
      message: filled(message) ?? filled(title) ?? rule,
      subject,
      evidence,
      ...present({
        target: told.target,
        rating: filled(rating),
        remediation: filled(told.remediation),
        exception: told.exception,
        status: filled(told.status),
        references: references.length === 0 ? undefined : references,
        weaknesses: told.weaknesses?.length === 0 ? undefined : told.weaknesses,
        firstSeen: told.firstSeen,
        lastSeen: told.lastSeen,
      }),
    },
  };
}

function filled(text: Told<string>): string | undefined {
  return text === undefined || text === null || text.trim() === "" ? undefined : text;
}
