import type { AnswerOf } from "../../api/request.ts";

/** What came and went on one day. */
export interface TrendDay {
  readonly day: string;
  /** New and open again. */
  readonly came: number;
  /** Repaired or decided. */
  readonly went: number;
}

/** Sums the trend over severities; days on which nothing changed are left out, as in the answer. */
export function sumByDay(trend: AnswerOf<"GET /api/v1/overview">["trend"]): readonly TrendDay[] {
  const days = new Map<string, { came: number; went: number }>();
  for (const { day, opened, reopened, fixed, decided } of trend) {
    const sum = days.get(day) ?? { came: 0, went: 0 };
    days.set(day, { came: sum.came + opened + reopened, went: sum.went + fixed + decided });
  }
  return [...days].map(([day, sums]) => ({ day, ...sums })).toSorted((left, right) => (left.day < right.day ? -1 : 1));
}
