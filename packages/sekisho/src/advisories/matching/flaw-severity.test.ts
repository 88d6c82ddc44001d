import { expect, test } from "vitest";
import { flawSeverity } from "./flaw-severity.ts";

test.each([
  { name: "malware is critical, whoever rated it low", kind: "malware", rating: "low", severity: "critical" },
  { name: "a rating is kept", kind: "vulnerability", rating: "low", severity: "low" },
  { name: "a flaw that nobody rated is medium", kind: "vulnerability", rating: "unknown", severity: "medium" },
  { name: "a warning that nobody rated is advice", kind: "unmaintained", rating: "unknown", severity: "info" },
  { name: "a rated warning keeps its rating", kind: "unsound", rating: "high", severity: "high" },
] as const)("$name", ({ kind, rating, severity }) => {
  expect(flawSeverity({ kind, rating })).toBe(severity);
});
