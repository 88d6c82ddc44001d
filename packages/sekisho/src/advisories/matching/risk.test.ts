import { expect, test } from "vitest";
import { type RiskFacts, sumRisk, weighRisk } from "./risk.ts";

const epss = { probability: 0.9, percentile: 1, date: "2026-01-01" };
const knownExploited = { added: "2026-01-01", ransomware: false };
const plain: RiskFacts = { facts: undefined, rating: "high", score: undefined, hasFix: false };

// Counted by hand from the formula of the guide.
test.each([
  { name: "a rating counts as the middle of its range", facts: plain, expected: { severity: 20 } },
  { name: "a base score before a rating", facts: { ...plain, score: 9.8 }, expected: { severity: 24.5 } },
  {
    name: "an unknown rating counts as a middling one",
    facts: { ...plain, rating: "unknown" },
    expected: { severity: 12.5 },
  },
  {
    name: "a fix can be made at once",
    facts: { ...plain, hasFix: true },
    expected: { severity: 20, "fix-available": 5 },
  },
  {
    name: "known exploited, and most probable",
    facts: { ...plain, facts: { cve: "CVE-1", severities: [], knownExploited, epss } },
    expected: { "known-exploited": 45, "exploit-probability": 25, severity: 20 },
  },
  { name: "reachable from outside", facts: { ...plain, reach: "outside" }, expected: { severity: 20, reachable: 10 } },
  {
    name: "reachable inside of the cluster",
    facts: { ...plain, reach: "cluster" },
    expected: { severity: 20, reachable: 5 },
  },
  { name: "reachable from nowhere", facts: { ...plain, reach: "nowhere" }, expected: { severity: 20 } },
  {
    name: "never above 100",
    facts: {
      ...plain,
      score: 9.2,
      hasFix: true,
      reach: "outside",
      facts: { cve: "CVE-1", severities: [], knownExploited, epss },
    },
    // 45 + 25 + 23 + 5 = 98: 2 are left.
    expected: { "known-exploited": 45, "exploit-probability": 25, severity: 23, "fix-available": 5, reachable: 2 },
  },
] as const)("$name", ({ facts, expected }) => {
  const parts = weighRisk(facts);

  expect(Object.fromEntries(parts.map(({ part, points }) => [part, points]))).toEqual(expected);
  expect(sumRisk(parts)).toBeLessThanOrEqual(100);
});
