import { describe, expect, test } from "vitest";
import type { Coverage, ReportedDiagnostic } from "../model/report.ts";
import { sampleDocument, sampleReport } from "./fixtures/sample-report.ts";
import { compareUrgency, groupByFile, pathAndPlaceOf } from "./placing.ts";
import { findingsOf, summarize } from "./summary.ts";
import { decidedFinding, documentOf } from "./vex/fixtures/decided-report.ts";

describe("summarize", () => {
  // Counted by hand in the sample: critical, high, medium open; one low accepted; one safe fix, one proposal.
  test("counts the sample", () => {
    expect(summarize(sampleDocument("en"))).toEqual({
      counts: { critical: 1, high: 1, medium: 1, low: 0, info: 0 },
      open: 3,
      unrated: 0,
      accepted: 1,
      ruledOut: 0,
      files: 1,
      targets: 1,
      isOfFiles: true,
      repairable: 1,
      proposals: 1,
      warnings: 0,
      notices: [],
      unexamined: [],
    });
  });

  test("counts apart what a VEX statement rules out", () => {
    const byVex = decidedFinding({ flaw: "CVE-2024-1", exception: { reason: "VEX: fixed", by: "vex" } });
    const byPerson = decidedFinding({ flaw: "CVE-2024-2", exception: { reason: "internal only" } });

    expect(summarize(documentOf([byVex, byPerson]))).toMatchObject({ open: 0, accepted: 2, ruledOut: 1 });
  });

  test.each<{
    name: string;
    diagnostics: readonly ReportedDiagnostic[];
    coverage: readonly Coverage[];
    expected: readonly string[];
  }>([
    { name: "an error", diagnostics: [{ code: "a/b", level: "error", message: "x" }], coverage: [], expected: ["a/b"] },
    { name: "no warning", diagnostics: [{ code: "a/b", level: "warning", message: "x" }], coverage: [], expected: [] },
    {
      name: "a plug-in that failed",
      diagnostics: [],
      coverage: [{ plugin: "c/d", ended: "failed" }],
      expected: ["c/d"],
    },
    {
      name: "a partial one when no error says why",
      diagnostics: [],
      coverage: [{ plugin: "c/d", ended: "partial" }],
      expected: ["c/d"],
    },
    {
      name: "only the error that made plug-ins partial",
      diagnostics: [{ code: "a/b", level: "error", message: "x" }],
      coverage: [{ plugin: "c/d", ended: "partial" }],
      expected: ["a/b"],
    },
    {
      name: "one gap for an error that made every plug-in fail",
      diagnostics: [{ code: "a/b", level: "error", message: "x" }],
      coverage: [
        { plugin: "c", ended: "failed", reason: "a/b" },
        { plugin: "d", ended: "failed", reason: "a/b" },
        { plugin: "e", ended: "failed", reason: "another" },
      ],
      expected: ["a/b", "e"],
    },
    {
      name: "no plug-in that was skipped or done",
      diagnostics: [],
      coverage: [
        { plugin: "c", ended: "skipped" },
        { plugin: "d", ended: "done" },
      ],
      expected: [],
    },
    {
      name: "packages that no data speaks of, also where all that was asked of them was skipped",
      diagnostics: [{ code: "advisories/not-in-database", level: "warning", message: "x" }],
      coverage: [{ plugin: "advisories/hex", ended: "skipped", reason: "not-in-database" }],
      expected: ["advisories/not-in-database"],
    },
    {
      name: "what no data speaks of once, beside a partial plug-in of another kind",
      diagnostics: [{ code: "advisories/third-party", level: "warning", message: "x" }],
      coverage: [
        { plugin: "advisories/debian:12", ended: "partial", reason: "third-party" },
        { plugin: "c/d", ended: "partial" },
      ],
      expected: ["advisories/third-party", "c/d"],
    },
  ])("names as not examined: $name", ({ diagnostics, coverage, expected }) => {
    const document = { schemaVersion: 1 as const, reports: [{ ...sampleReport("en"), diagnostics, coverage }] };

    expect(summarize(document).unexamined.map(({ code }) => code)).toEqual(expected);
  });
});

test("what holds for all targets is said once, and is no doubtful place of the input", () => {
  const diagnostics: readonly ReportedDiagnostic[] = [
    { code: "advisories/demonstration", level: "warning", message: "old data of 2026-01-01" },
    { code: "yaml/duplicate-key", level: "warning", message: "x" },
  ];
  const report = { ...sampleReport("en"), diagnostics };

  expect(summarize({ schemaVersion: 1, reports: [report, report] })).toMatchObject({
    notices: ["old data of 2026-01-01"],
    warnings: 2,
  });
});

describe("order", () => {
  test("by file, then by line", () => {
    const findings = findingsOf(sampleDocument("en")).toReversed();

    const [group, ...others] = groupByFile(findings);

    expect(others).toEqual([]);
    expect(group?.findings.map(({ evidence }) => evidence[0].location.startLine)).toEqual([1, 2, 3, 5]);
  });

  test("by urgency", () => {
    const findings = findingsOf(sampleDocument("en")).toSorted(compareUrgency);

    expect(findings.map(({ severity }) => severity)).toEqual(["critical", "high", "medium", "low"]);
  });

  test.each([
    { name: "line and column", location: { path: "f", startLine: 3, startColumn: 5 }, expected: "f:3:5" },
    { name: "line", location: { path: "f", startLine: 3 }, expected: "f:3" },
    { name: "pointer", location: { path: "f", pointer: "/a/b" }, expected: "f:/a/b" },
    { name: "file", location: { path: "f" }, expected: "f" },
  ])("writes a place by $name", ({ location, expected }) => {
    expect(pathAndPlaceOf(location)).toBe(expected);
  });
});
