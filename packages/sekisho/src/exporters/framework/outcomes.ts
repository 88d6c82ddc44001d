import type { Assessment, ControlAssessment, ControlOutcome } from "../../model/assessment.ts";
import type { Phrases } from "../phrases.ts";

/** How a control is shown: one whose only findings are accepted is not passed. */
export type ControlState = ControlOutcome["ended"] | "accepted";

/** Gives how a control is shown. */
export function stateOf(outcome: ControlOutcome): ControlState {
  return outcome.ended === "passed" && outcome.accepted > 0 ? "accepted" : outcome.ended;
}

/** The mark of each state; never told by colour alone. */
export const outcomeMarks: Readonly<Record<ControlState, string>> = {
  failed: "✗",
  accepted: "○",
  passed: "✓",
  "not-assessed": "·",
};

/** Names an outcome: `failed: 2 findings, 1 accepted`. */
export function nameOutcome(outcome: ControlOutcome, phrases: Phrases): string {
  if (outcome.ended === "not-assessed") return phrases.notAssessed;
  if (stateOf(outcome) === "accepted") return `${phrases.acceptedControl}: ${phrases.findingCount(outcome.accepted)}`;
  if (outcome.ended === "passed") return phrases.passed;
  const accepted = outcome.accepted > 0 ? `${phrases.separator}${phrases.accepted(outcome.accepted)}` : "";
  return `${phrases.failed}: ${phrases.findingCount(outcome.findings)}${accepted}`;
}

/** How many controls are shown in each way. */
export interface OutcomeCounts {
  readonly failed: number;
  readonly accepted: number;
  readonly passed: number;
  readonly notAssessed: number;
}

/** Counts the outcomes of an assessment. */
export function countOutcomes({ controls }: Pick<Assessment, "controls">): OutcomeCounts {
  const count = (state: ControlState): number =>
    controls.filter(({ outcome }: Pick<ControlAssessment, "outcome">) => stateOf(outcome) === state).length;
  return {
    failed: count("failed"),
    accepted: count("accepted"),
    passed: count("passed"),
    notAssessed: count("not-assessed"),
  };
}
