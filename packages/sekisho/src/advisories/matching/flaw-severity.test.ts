import { expect, test } from "vitest";
import { flawSeverity } from "./flaw-severity.ts";

test.each([
  { name: "malware is critical, whoever rated it low", kind: "malware", rating: "low", severity: "critical" },
  { name: "a rating is kept", kind: "vulnerability", rating: "low", severity: "low" },
  {
    name: "a flaw that nobody rated stands behind the rated ones",
    kind: "vulnerability",
    rating: "unknown",
    severity: "low",
  },
  { name: "a warning that nobody rated is advice", kind: "unmaintained", rating: "unknown", severity: "info" },
  { name: "a rated warning keeps its rating", kind: "unsound", rating: "high", severity: "high" },
] as const)("$name", ({ kind, rating, severity }) => {
  expect(flawSeverity({ kind, rating })).toBe(severity);
});

const epss = (percentile: number) => ({ epss: { probability: 0.01, percentile, date: "2026-01-01" } });
const knownExploited = { knownExploited: { added: "2026-01-01", ransomware: false } };
test.each([
  { name: "exploited", facts: knownExploited, severity: "high" },
  { name: "exploited and likely", facts: { ...knownExploited, ...epss(0.99) }, severity: "high" },
  { name: "among the likeliest tenth", facts: epss(0.9), severity: "medium" },
  { name: "not among the likeliest tenth", facts: epss(0.899), severity: "low" },
])("what nobody rated and is $name", ({ facts, severity }) => {
  expect(flawSeverity({ kind: "vulnerability", rating: "unknown", ...facts })).toBe(severity);
});
