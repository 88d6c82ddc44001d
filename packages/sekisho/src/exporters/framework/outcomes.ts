import type { Assessment, ControlAssessment, ControlOutcome } from "../../model/assessment.ts";
import type { Phrases } from "../phrases.ts";

/** The mark of each outcome; never told by colour alone. */
export const outcomeMarks: Readonly<Record<ControlOutcome["ended"], string>> = {
  failed: "✗",
  passed: "✓",
  "not-assessed": "·",
};

/** Names an outcome: `failed: 2 findings, 1 accepted`. */
export function nameOutcome(outcome: ControlOutcome, phrases: Phrases): string {
  if (outcome.ended === "not-assessed") return phrases.notAssessed;
  const accepted = outcome.accepted > 0 ? `${phrases.separator}${phrases.accepted(outcome.accepted)}` : "";
  if (outcome.ended === "passed") return phrases.passed + accepted;
  return `${phrases.failed}: ${phrases.findingCount(outcome.findings)}${accepted}`;
}

/** How many controls ended in each way. */
export interface OutcomeCounts {
  readonly failed: number;
  readonly passed: number;
  readonly notAssessed: number;
}

/** Counts the outcomes of an assessment. */
export function countOutcomes({ controls }: Pick<Assessment, "controls">): OutcomeCounts {
  const count = (ended: ControlAssessment["outcome"]["ended"]): number =>
    controls.filter(({ outcome }) => outcome.ended === ended).length;
  return { failed: count("failed"), passed: count("passed"), notAssessed: count("not-assessed") };
}
