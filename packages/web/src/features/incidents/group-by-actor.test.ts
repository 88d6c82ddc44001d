import { expect, test } from "vitest";
import { type Activity, findGravest, groupByActor } from "./group-by-actor.ts";

function activity(changes: Partial<Activity>): Activity {
  return {
    id: "a",
    rule: "audit/x",
    title: { en: "x", ja: "x" },
    message: { en: "x", ja: "x" },
    severity: "low",
    subject: "s",
    caller: "alice",
    sources: ["203.0.113.7"],
    firstAt: "2026-11-01T10:00:00Z",
    lastAt: "2026-11-01T10:00:00Z",
    count: 1,
    isAccepted: false,
    anomaly: null,
    finding: null,
    ...changes,
  };
}

const timeline = [
  activity({ id: "3", firstAt: "2026-11-01T12:00:00Z", severity: "high" }),
  activity({ id: "1", caller: "mallory", sources: ["198.51.100.1"] }),
  // Half past eleven in UTC, whatever the text sorts like.
  activity({ id: "2", firstAt: "2026-11-01T20:30:00+09:00", severity: "high", sources: ["203.0.113.8"] }),
];

test("whoever acted first comes first, each with steps in order and every address once", () => {
  const parts = groupByActor([...timeline, activity({ id: "4", firstAt: "2026-11-01T13:00:00Z" })]);

  expect(parts.map(({ actor, activities, sources }) => [actor, activities.map(({ id }) => id), sources])).toEqual([
    ["mallory", ["1"], ["198.51.100.1"]],
    ["alice", ["2", "3", "4"], ["203.0.113.8", "203.0.113.7"]],
  ]);
});

test.each([
  { name: "the first of the gravest", from: timeline, expected: "2" },
  { name: "nothing of nothing", from: [], expected: undefined },
])("finds $name", ({ from, expected }) => {
  expect(findGravest(from)?.id).toBe(expected);
});
