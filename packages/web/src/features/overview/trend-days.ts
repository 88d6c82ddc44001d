import type { AnswerOf } from "../../api/request.ts";
import type { ChangeDay } from "../../components/trend-charts.tsx";

/** Sums the trend over severities; days on which nothing changed are left out, as in the answer. */
export function sumByDay(trend: AnswerOf<"GET /api/v1/overview">["trend"]): readonly ChangeDay[] {
  const days = new Map<string, { came: number; went: number }>();
  for (const { day, opened, reopened, fixed, decided } of trend) {
    const sum = days.get(day) ?? { came: 0, went: 0 };
    days.set(day, { came: sum.came + opened + reopened, went: sum.went + fixed + decided });
  }
  return [...days].map(([day, sums]) => ({ day, ...sums })).toSorted((left, right) => (left.day < right.day ? -1 : 1));
}
