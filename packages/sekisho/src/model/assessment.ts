import type { Finding } from "./finding.ts";
import type { Text } from "./text.ts";

/** A published standard, as a person cites it. */
export interface FrameworkReference {
  /** `NAME@VERSION`, such as `cis-docker@1.6.0`. */
  readonly id: string;
  readonly title: Text;
  readonly version: string;
  /** The document and where it is published. */
  readonly source: string;
}

/** How reports answer a control. */
export type ControlOutcome =
  | {
      readonly ended: "failed";
      /** Open findings of its checks. */
      readonly findings: number;
      /** Accepted findings of its checks. */
      readonly accepted: number;
    }
  | { readonly ended: "passed"; readonly accepted: number }
  | { readonly ended: "not-assessed"; readonly reason: Text };

/** One demand of a framework and how it was answered. */
export interface ControlAssessment {
  readonly id: string;
  readonly title: Text;
  /** Ids of the checks that answer it. */
  readonly checks: readonly string[];
  /** What those checks cannot see. */
  readonly note?: Text;
  readonly outcome: ControlOutcome;
  /** Findings of its checks, open ones first, then accepted ones. */
  readonly evidence: readonly Finding[];
}

/** What an assessment rests on. */
export interface AssessmentScope {
  /** Names of the targets, in the order of the reports. */
  readonly targets: readonly string[];
  /** When the first report was started, RFC 3339; `undefined` without reports. */
  readonly startedAt: string | undefined;
  /** When the last report was finished, RFC 3339; `undefined` without reports. */
  readonly finishedAt: string | undefined;
  /** Name and version of what made the reports. */
  readonly tools: readonly string[];
  /** Checks that ran to the end on every target they ran on. */
  readonly checksDone: number;
  /** Checks that failed or saw only a part of some target. */
  readonly checksIncomplete: number;
}

/** Every control of a framework, answered by a scan. */
export interface Assessment {
  readonly framework: FrameworkReference;
  readonly controls: readonly ControlAssessment[];
  readonly scope: AssessmentScope;
}
