import { expect, test } from "vitest";
import { sumByDay } from "./trend-days.ts";

test("days are summed over severities and put in order", () => {
  const nothing = { opened: 0, reopened: 0, fixed: 0, decided: 0 };
  const days = sumByDay([
    { ...nothing, day: "2026-03-02", severity: "high", opened: 2, reopened: 1 },
    { ...nothing, day: "2026-03-01", severity: "low", fixed: 4 },
    { ...nothing, day: "2026-03-02", severity: "low", opened: 5, decided: 3 },
  ]);

  // By hand: 2 + 1 + 5 came, 3 went.
  expect(days).toEqual([
    { day: "2026-03-01", came: 0, went: 4 },
    { day: "2026-03-02", came: 8, went: 3 },
  ]);
});
