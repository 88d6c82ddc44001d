import { describe, expect, test } from "vitest";
import { judgeMeter, judgePayment, levelOf, monthOf } from "./judge-usage.ts";

describe("how near a limit is", () => {
  // By hand: 80 % of 1000 is 800.
  test.each([
    { name: "nothing used", used: 0, soft: 1000, hard: 1200, level: "within" },
    { name: "just below 80 %", used: 799, soft: 1000, hard: 1200, level: "within" },
    { name: "80 %", used: 800, soft: 1000, hard: 1200, level: "near" },
    { name: "just below the soft limit", used: 999, soft: 1000, hard: 1200, level: "near" },
    { name: "the soft limit", used: 1000, soft: 1000, hard: 1200, level: "over" },
    { name: "just below the hard limit", used: 1199, soft: 1000, hard: 1200, level: "over" },
    { name: "the hard limit", used: 1200, soft: 1000, hard: 1200, level: "stopped" },
    { name: "far beyond", used: 5000, soft: 1000, hard: 1200, level: "stopped" },
    { name: "a soft limit alone never stops", used: 5000, soft: 1000, hard: null, level: "over" },
    { name: "without limits", used: 5000, soft: null, hard: null, level: "within" },
    { name: "nothing is allowed", used: 0, soft: 0, hard: 0, level: "stopped" },
  ])("$name", ({ used, soft, hard, level }) => {
    expect(levelOf(used, { soft, hard })).toBe(level);
  });
});

describe("when it stops", () => {
  const limit = { meter: "uploads", soft: 100, hard: 300 } as const;

  // By hand: November has 30 days; 100 in ten days are 300 in thirty, and 150 in ten days are 300 in twenty.
  test.each([
    { name: "is not told of a month in which it does not", used: 99, day: "11", stopsAt: null },
    { name: "is not told at the very end of the month", used: 100, day: "11", stopsAt: null },
    { name: "is where the month as it began leads", used: 150, day: "11", stopsAt: "2026-11-21T00:00:00.000Z" },
    { name: "is now when it is reached", used: 300, day: "11", stopsAt: "2026-11-11T00:00:00.000Z" },
    { name: "is not guessed from nothing", used: 0, day: "11", stopsAt: null },
    { name: "is not guessed at the first moment", used: 10, day: "01", stopsAt: null },
  ])("$name", ({ used, day, stopsAt }) => {
    expect(judgeMeter(used, limit, Date.parse(`2026-11-${day}T00:00:00Z`)).stopsAt).toBe(stopsAt);
  });
});

test.each([
  { at: "2026-11-30T23:59:59.999Z", firstDay: "2026-11-01", end: "2026-12-01T00:00:00.000Z" },
  { at: "2026-12-01T00:00:00.000Z", firstDay: "2026-12-01", end: "2027-01-01T00:00:00.000Z" },
  { at: "2028-02-29T12:00:00.000Z", firstDay: "2028-02-01", end: "2028-03-01T00:00:00.000Z" },
])("$at is in the month that begins at $firstDay", ({ at, firstDay, end }) => {
  const month = monthOf(Date.parse(at));

  expect(month.firstDay).toBe(firstDay);
  expect(new Date(month.endMs).toISOString()).toBe(end);
});

describe("a payment that failed", () => {
  const pastDue = { status: "past-due", pastDueSince: "2026-11-01T08:00:00.000Z", periodEndsAt: null } as const;

  // By hand: fourteen days after the first of November.
  test.each([
    { name: "takes nothing away at once", at: "2026-11-01T08:00:01Z", isReadOnly: false },
    { name: "takes nothing away within the days of grace", at: "2026-11-15T07:59:59Z", isReadOnly: false },
    { name: "leaves reading after them", at: "2026-11-15T08:00:00Z", isReadOnly: true },
  ])("$name", ({ at, isReadOnly }) => {
    const payment = judgePayment(pastDue, 14, Date.parse(at));

    expect(payment).toMatchObject({ isReadOnly, readOnlyFrom: "2026-11-15T08:00:00.000Z" });
  });

  test("is forgotten when one arrives", () => {
    const paid = { status: "active", pastDueSince: null, periodEndsAt: null } as const;

    expect(judgePayment(paid, 14, Date.parse("2027-11-15T08:00:00Z"))).toMatchObject({
      isReadOnly: false,
      readOnlyFrom: null,
    });
  });
});
