import { expect, test } from "vitest";
import { emptyRule, newRuleOf, type RuleDraft } from "./rule-draft.ts";

interface Case {
  readonly name: string;
  readonly draft: Partial<RuleDraft>;
  readonly expected: object;
}

const cases: readonly Case[] = [
  { name: "at once, at any time", draft: {}, expected: { schedule: { kind: "at-once" } } },
  {
    name: "at once, but not at night",
    draft: { quiet: { from: "22:00", until: "07:00" } },
    expected: { schedule: { kind: "at-once", quiet: { from: "22:00", until: "07:00", timeZone: "Asia/Tokyo" } } },
  },
  {
    name: "gathered, each day",
    draft: { at: "09:00" },
    expected: { schedule: { kind: "digest", at: "09:00", timeZone: "Asia/Tokyo" } },
  },
  {
    name: "gathered, on Mondays: quiet hours mean nothing there",
    draft: { at: "09:00", days: [1], quiet: { from: "22:00", until: "07:00" } },
    expected: { schedule: { kind: "digest", at: "09:00", timeZone: "Asia/Tokyo", days: [1] } },
  },
  {
    name: "what was not scanned for long",
    draft: { changes: ["scan-missing"], missingDays: 14 },
    expected: { changes: ["scan-missing"], missingDays: 14, schedule: { kind: "at-once" } },
  },
];

test.each(cases)("writes a rule that is sent $name", ({ draft, expected }) => {
  expect(newRuleOf({ ...emptyRule, name: "n", ...draft }, "d", "Asia/Tokyo")).toEqual({
    name: "n",
    destination: "d",
    query: "severity>=high",
    changes: ["new"],
    ...expected,
  });
});
