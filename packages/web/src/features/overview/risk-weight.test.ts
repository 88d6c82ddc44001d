import { describe, expect, test } from "vitest";
import { shareOf, weightOf } from "./risk-weight.ts";

describe("weightOf", () => {
  test("counts by severity", () => {
    // 2 x 1000 + 3 x 100 + 4 x 10 + 5 x 1 + 6 x 0, by hand.
    expect(weightOf({ critical: 2, high: 3, medium: 4, low: 5, info: 6 })).toBe(2345);
  });
});

describe("shareOf", () => {
  test.each([
    { name: "a part", part: 1, whole: 4, expected: 0.25 },
    { name: "more than all", part: 9, whole: 4, expected: 1 },
    { name: "nothing of nothing", part: 0, whole: 0, expected: 0 },
  ])("gives $name", ({ part, whole, expected }) => {
    expect(shareOf(part, whole)).toBe(expected);
  });
});
