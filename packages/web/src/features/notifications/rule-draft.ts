import type { InputOf } from "../../api/request.ts";

type NewRule = InputOf<"POST /api/v1/notification-rules">["body"];

/** Changes that somebody can be told of. */
export const ruleChanges = ["new", "worse", "overdue", "scan-missing", "incident"] as const;
/** Days of the week as ISO 8601 counts them, Monday first. */
export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A rule while it is written. */
export interface RuleDraft {
  readonly name: string;
  readonly query: string;
  readonly changes: readonly (typeof ruleChanges)[number][];
  /** When all is gathered and sent: `09:00`; `undefined` sends at once. */
  readonly at: string | undefined;
  /** The days on which it is sent then. */
  readonly days: readonly number[];
  /** When nothing is sent at once; `undefined` sends at any time. */
  readonly quiet: { readonly from: string; readonly until: string } | undefined;
  /** So many days without a scan are told of. */
  readonly missingDays: number;
}

/** A rule of which nothing is written: what is new and bad, at once. */
export const emptyRule: RuleDraft = {
  name: "",
  query: "severity>=high",
  changes: ["new"],
  at: undefined,
  days: weekDays,
  quiet: undefined,
  missingDays: 7,
};

/** Gives what the platform is told of a draft. */
export function newRuleOf(draft: RuleDraft, destination: string, timeZone: string): NewRule {
  const { name, query, changes, missingDays } = draft;
  return {
    name,
    destination,
    query,
    changes,
    schedule: scheduleOf(draft, timeZone),
    ...(changes.includes("scan-missing") ? { missingDays } : {}),
  };
}

function scheduleOf({ at, days, quiet }: RuleDraft, timeZone: string): NonNullable<NewRule["schedule"]> {
  if (at === undefined) return { kind: "at-once", ...(quiet === undefined ? {} : { quiet: { ...quiet, timeZone } }) };
  return { kind: "digest", at, timeZone, ...(days.length === weekDays.length ? {} : { days }) };
}
