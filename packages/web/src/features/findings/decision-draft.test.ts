import { expect, test } from "vitest";
import { bodyOf, emptyDraft } from "./decision-draft.ts";

test("a decision ends after 90 days when nobody says otherwise", () => {
  // From 1 January 2027: 31 days of January, 28 of February and 31 of March are 90.
  expect(emptyDraft(Date.parse("2027-01-01T12:00:00Z")).until).toBe("2027-04-01");
});

test("a decision holds until its last day is over", () => {
  const draft = { verdict: "excluded", reason: "a test bed", until: "2027-04-01" } as const;

  expect(bodyOf(draft)).toEqual({ verdict: "excluded", reason: "a test bed", expiresAt: "2027-04-01T23:59:59Z" });
});
