import { describe, expect, test } from "vitest";
import type { Report } from "../../model/report.ts";
import { completenessOf, isGap, leastComplete } from "./completeness.ts";

interface Said {
  readonly name: string;
  readonly diagnostics: readonly (readonly [code: string, level: "error" | "warning" | "info"])[];
  readonly coverage: readonly (readonly [plugin: string, ended: "done" | "partial" | "skipped"])[];
  readonly expected: string;
}

const debian = ["advisories/debian:12", "done"] as const;

const cases: readonly Said[] = [
  { name: "nothing to say", diagnostics: [], coverage: [debian], expected: "whole" },
  { name: "an error", diagnostics: [["dockerfile/x", "error"]], coverage: [], expected: "partial" },
  { name: "a doubtful text", diagnostics: [["dockerfile/x", "warning"]], coverage: [], expected: "whole" },
  {
    name: "no database",
    diagnostics: [["advisories/database-missing", "warning"]],
    coverage: [["advisories", "skipped"]],
    expected: "partial",
  },
  {
    name: "a kind of packages that the database lacks, beside one that it has",
    diagnostics: [["advisories/not-in-database", "warning"]],
    coverage: [debian, ["advisories/npm", "skipped"]],
    expected: "partial",
  },
  {
    name: "an empty target",
    diagnostics: [["target/nothing-found", "warning"]],
    coverage: [],
    expected: "partial",
  },
  {
    name: "one package of somebody else among others",
    diagnostics: [["advisories/third-party", "warning"]],
    coverage: [["advisories/debian:12", "partial"]],
    expected: "unknown",
  },
  {
    name: "no package that could be judged",
    diagnostics: [["advisories/unknown-distribution", "warning"]],
    coverage: [["advisories/void", "skipped"]],
    expected: "partial",
  },
  {
    name: "packages that a team has accepted",
    diagnostics: [["advisories/third-party", "info"]],
    coverage: [debian],
    expected: "whole",
  },
  {
    name: "old data, which has its date",
    diagnostics: [["advisories/stale", "warning"]],
    coverage: [["advisories/debian:12", "partial"]],
    expected: "whole",
  },
];

describe("completenessOf", () => {
  test.each(cases)("$name: $expected", (said) => {
    expect(completenessOf(reportOf(said))).toBe(said.expected);
  });
});

describe("leastComplete", () => {
  test.each([
    { name: "no report", of: [], expected: "whole" },
    { name: "unknown beside whole", of: [0, 6], expected: "unknown" },
    { name: "partial beside unknown", of: [6, 1], expected: "partial" },
  ])("$name: $expected", ({ of, expected }) => {
    expect(leastComplete(of.map((at) => reportOf(cases[at])))).toBe(expected);
  });
});

test.each([
  { code: "advisories/third-party", level: "warning" as const, expected: true },
  { code: "advisories/third-party", level: "info" as const, expected: false },
  { code: "advisories/stale", level: "warning" as const, expected: true },
  { code: "advisories/demonstration", level: "warning" as const, expected: false },
  { code: "dockerfile/x", level: "error" as const, expected: false },
])("isGap: $level $code is $expected", ({ expected, ...diagnostic }) => {
  expect(isGap(diagnostic)).toBe(expected);
});

function reportOf(said: Said | undefined): Report {
  const { diagnostics = [], coverage = [] } = said ?? {};
  return {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "1.0.0" },
    target: { kind: "image", name: "a", digest: "sha256:0" },
    startedAt: "2026-11-22T00:00:00.000Z",
    finishedAt: "2026-11-22T00:00:01.000Z",
    findings: [],
    coverage: coverage.map(([plugin, ended]) => ({ plugin, ended })),
    diagnostics: diagnostics.map(([code, level]) => ({ code, level, message: "m" })),
  };
}
