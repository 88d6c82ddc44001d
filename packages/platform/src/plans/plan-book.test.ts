import { describe, expect, test } from "vitest";
import { limitsOf, openPlanBook, parsePlanBook, planOf } from "./plan-book.ts";

const title = { en: "Free", ja: "無料" };

describe("a file of plans", () => {
  test("says what each plan allows; what it does not name has no limit", () => {
    const book = parsePlanBook(
      JSON.stringify({
        default: "free",
        plans: [{ name: "free", title, limits: { uploads: { soft: 100, hard: 120 }, seats: { soft: 3 } } }],
      }),
    );

    expect(book.graceDays).toBe(14);
    expect(limitsOf(planOf(book, "sold no more"))).toEqual([
      { meter: "images", soft: null, hard: null },
      { meter: "nodes", soft: null, hard: null },
      { meter: "workloads", soft: null, hard: null },
      { meter: "uploads", soft: 100, hard: 120 },
      { meter: "events", soft: null, hard: null },
      { meter: "seats", soft: 3, hard: null },
    ]);
  });

  test.each([
    {
      name: "a wall without a word before it",
      plans: [{ name: "free", title, limits: { uploads: { hard: 5 } } }],
      says: /soft limit/,
    },
    {
      name: "a soft limit above the hard one",
      plans: [{ name: "free", title, limits: { uploads: { soft: 9, hard: 5 } } }],
      says: /soft limit/,
    },
    { name: "no default", plans: [{ name: "other", title }], says: /default plan/ },
    {
      name: "a default that is paid for",
      plans: [{ name: "free", title, stripe: { prices: ["price_1"] } }],
      says: /default plan/,
    },
    {
      name: "one name twice",
      plans: [
        { name: "free", title },
        { name: "free", title },
      ],
      says: /name of its own/,
    },
    {
      name: "a meter that does not exist",
      plans: [{ name: "free", title, limits: { pods: { soft: 1 } } }],
      says: /limits/,
    },
    { name: "no plans", plans: [], says: /plans/ },
    {
      name: "a limit below nothing",
      plans: [{ name: "free", title, limits: { uploads: { soft: -1 } } }],
      says: /limits/,
    },
    { name: "one language alone", plans: [{ name: "free", title: { en: "Free" } }], says: /title/ },
  ])("with $name is refused", ({ plans, says }) => {
    expect(() => parsePlanBook(JSON.stringify({ default: "free", plans }))).toThrow(says);
  });

  test("that is none, or not there, is told with its path", async () => {
    await expect(openPlanBook(import.meta.filename)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("plan-book"),
    });
    await expect(openPlanBook("/no/such/plans.json")).rejects.toMatchObject({ code: "usage" });
    expect(await openPlanBook(undefined)).toBeUndefined();
    expect(await openPlanBook("")).toBeUndefined();
  });
});
