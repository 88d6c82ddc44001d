import type { AnswerOf } from "../../api/request.ts";

/** What the tenant uses this month, and what it may. */
export type Usage = AnswerOf<"GET /api/v1/usage">;
/** A plan that a tenant may have. */
export type Plan = AnswerOf<"GET /api/v1/plans">["plans"][number];
/** How one thing that is measured stands. */
export type MeterUsage = Usage["meters"][number];

/** Gives the limit that a use is shown against: the hard one, else the soft one; `undefined` without any. */
export function shownLimit({ soft, hard }: Pick<MeterUsage, "soft" | "hard">): number | undefined {
  return hard ?? soft ?? undefined;
}
