import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { documentOf, flawFinding, reportOf } from "../../semantics/comparison/sample-findings.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import { columnsOf } from "../width/columns.ts";
import { exportTable } from "./table.ts";

const place = [{ location: { path: "var/lib/dpkg/status", startLine: 7 } }] as const;
const curl = { source: { name: "curl", version: "7.1-1" }, installed: "7.1-1", fixedIn: "7.1-2", risk: 20 };

/** A flaw of a Debian package; its subject is the package. */
function debian(flaw: string, name: string, fields: Partial<Finding> = {}, more: Partial<Vulnerability> = {}): Finding {
  return flawFinding(
    flaw,
    { subject: `pkg:deb/debian/${name}`, evidence: place, ...fields },
    { ...curl, name, ...more },
  );
}

function table(
  findings: readonly Finding[],
  changes: Parameters<typeof sampleContext>[1] = {},
  report: Partial<Report> = {},
) {
  return exportTable(documentOf(reportOf(findings, report)), sampleContext("en", { commands: {}, ...changes }));
}

const findings = [
  debian("CVE-2024-1", "curl", { severity: "low" }, { rating: "unknown" }),
  debian("CVE-2024-1", "libcurl4", { severity: "low" }, { rating: "unknown" }),
  debian(
    "CVE-2024-2",
    "curl",
    { severity: "high" },
    { rating: "high", summary: "Heap overflow in the cookie parser of the library that reads headers" },
  ),
  debian("CVE-2024-2", "libcurl4", { severity: "high" }, { rating: "high" }),
  flawFinding(
    "CVE-2024-3",
    { severity: "critical" },
    {
      fixedIn: "1.2.0",
      knownExploited: { added: "2026-01-01", ransomware: false },
      epss: { probability: 0.437, percentile: 0.99, date: "2026-01-01" },
    },
  ),
];

describe("the table of known flaws", () => {
  test("has a package once, a flaw once, the worst first, and unknown as unknown", () => {
    expect(table(findings)).toMatchInlineSnapshot(`
      "bom.json
        1 package

        left 1.0.0                                                            bom.json
          ◆ critical CVE-2024-3  → 1.2.0  exploited, EPSS 43 %
        curl 7.1-1                                               var/lib/dpkg/status:7
          curl, libcurl4
          ▲ high     CVE-2024-2  → 7.1-2  Heap overflow in the cookie parser of the l…
          ? unrated  CVE-2024-1  → 7.1-2

      1 critical, 2 high, 2 unrated in 1 target (0.12 s)
      "
    `);
  });

  test("says it in Japanese", () => {
    const text = exportTable(documentOf(reportOf(findings)), sampleContext("ja", { commands: {} }));

    expect(text).toContain("    ? 不明 CVE-2024-1");
    expect(text).toContain("悪用確認済み、EPSS 43 %");
    expect(text).toContain("緊急 1 件、高 2 件、不明 2 件（対象 1 件");
  });

  const many = (severity: Finding["severity"], count: number, fields: Partial<Vulnerability> = {}) =>
    Array.from({ length: count }, (_, index) => flawFinding(`CVE-2025-${severity}-${index}`, { severity }, fields));

  test.each([
    { name: "all urgent flaws", shown: many("high", 30), rows: 30, says: "30 high" },
    { name: "five others", shown: many("medium", 9), rows: 5, says: "    … 4 medium\n" },
    {
      name: "a low one that is exploited, as if it were urgent",
      shown: many("low", 9, { rating: "low", knownExploited: { added: "2026-01-01", ransomware: false } }),
      rows: 9,
      says: "9 low",
    },
  ])("shows $name", ({ shown, rows, says }) => {
    const text = table(shown);

    expect(text.match(/CVE-2025/g)).toHaveLength(rows);
    expect(text).toContain(says);
  });

  test("shows ten packages without an urgent flaw, counts the others, and shows all in verbose mode", () => {
    const packages = Array.from({ length: 12 }, (_, index) =>
      flawFinding(
        "CVE-2025-1",
        { subject: `pkg:npm/p${index}` },
        { name: `p${index}`, package: `pkg:npm/p${index}@1.0.0` },
      ),
    );

    expect(table(packages)).toContain("  … 2 more packages: 2 medium\n");
    expect(table(packages, { isVerbose: true }).match(/CVE-2025-1/g)).toHaveLength(12);
  });

  test("says in verbose mode what is accepted and why", () => {
    const accepted = debian("CVE-2024-9", "curl", { status: "accepted", exception: { reason: "not reachable" } });

    expect(table([accepted])).not.toContain("CVE-2024-9");
    expect(table([accepted], { isVerbose: true })).toContain("    Accepted: not reachable\n");
  });

  test.each(hostileTexts)("shows a hostile text without obeying it: $name", ({ text }) => {
    const evil = flawFinding(
      text,
      { evidence: [{ location: { path: text } }], message: text, remediation: text },
      { name: text, installed: text, fixedIn: text, summary: text, source: { name: text, version: text } },
    );

    for (const isVerbose of [false, true]) {
      for (const columns of [40, 80]) {
        const written = table([evil], { isVerbose, columns });

        expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
        expect(Math.max(...written.split("\n").map(columnsOf))).toBeLessThanOrEqual(columns);
      }
    }
  });

  test("writes only ASCII of its own where Unicode cannot be shown", () => {
    expect(table(findings, { hasUnicode: false })).toMatch(/^[\n\u0020-\u007e]*$/);
  });
});
