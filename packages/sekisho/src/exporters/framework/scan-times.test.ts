import { expect, test } from "vitest";
import { scanTimes } from "./scan-times.ts";

const scope = { targets: [], tools: [], checksDone: 0, checksIncomplete: 0 };

test.each([
  {
    name: "one scan has one time",
    startedAt: "2026-11-22T01:00:00Z",
    finishedAt: "2026-11-22T01:05:00Z",
    expected: /^2026-11-22[^–]*$/,
  },
  {
    name: "reports of different days show both",
    startedAt: "2026-10-01T01:00:00Z",
    finishedAt: "2026-11-22T01:05:00Z",
    expected: /^2026-10-01.* – 2026-11-22/,
  },
  { name: "without reports it is now", startedAt: undefined, finishedAt: undefined, expected: /^2026-12-24/ },
])("$name", ({ startedAt, finishedAt, expected }) => {
  expect(scanTimes({ ...scope, startedAt, finishedAt }, "2026-12-24T00:00:00Z")).toMatch(expected);
});
