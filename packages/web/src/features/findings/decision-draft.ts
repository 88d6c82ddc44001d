import type { InputOf } from "../../api/request.ts";

type NewDecision = InputOf<"POST /api/v1/decisions">["body"];

/** What can be decided. */
export const verdicts = ["accepted", "false-positive", "excluded"] as const;

/** A decision while it is written. */
export interface DecisionDraft {
  readonly verdict: (typeof verdicts)[number];
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly until: string;
}

/** A decision ends after so many days when nobody says otherwise. */
const usualDays = 90;
const dayMs = 86_400_000;

/** Gives a decision that nothing is written into yet. */
export function emptyDraft(now: number): DecisionDraft {
  return {
    verdict: "accepted",
    reason: "",
    until: new Date(now + usualDays * dayMs).toISOString().slice(0, 10),
  };
}

/** Gives what the platform is told of a draft; the decision holds on its last day, too. */
export function bodyOf({
  verdict,
  reason,
  until,
}: DecisionDraft): Pick<NewDecision, "verdict" | "reason" | "expiresAt"> {
  return { verdict, reason, expiresAt: `${until}T23:59:59Z` };
}
