import { describe, expect, test } from "vitest";
import { hostileTexts } from "../../exporters/fixtures/hostile-report.ts";
import { sampleReport } from "../../exporters/fixtures/sample-report.ts";
import { columnsOf } from "../../exporters/width/columns.ts";
import type { Finding } from "../../model/finding.ts";
import type { UsedStatement } from "../../model/vulnerability.ts";
import { catalogue } from "../../scan/catalogue.ts";
import { flawFinding, reportOf } from "../../semantics/comparison/sample-findings.ts";
import { findingExplanation } from "./finding-explanation.ts";

const context = { language: "en", hasColour: false, columns: 80, rule: undefined } as const;

function explain(finding: Finding, changes: Partial<Parameters<typeof findingExplanation>[2]> = {}): string {
  return findingExplanation(finding, reportOf([finding]), { ...context, ...changes });
}

const statement: UsedStatement = {
  advisory: "CVE-2024-1",
  source: "debian-tracker",
  ecosystem: "debian:12",
  name: "left-source",
  names: "source",
  version: "1.0-1",
  scheme: "deb",
  affected: "< 1.0-2",
  verdict: "affected",
  fixedIn: "1.0-2",
  dataDate: "2026-01-02T00:00:00Z",
};

describe("the chain of a known flaw", () => {
  const finding = flawFinding(
    "CVE-2024-1",
    {
      severity: "high",
      message: "left has the flaw.",
      remediation: "Raise left.",
      evidence: [{ location: { path: "var/lib/dpkg/status", startLine: 7, layer: "sha256:00" } }],
      status: "accepted",
      exception: { reason: "not reachable", owner: "web", expires: "2027-01-01" },
    },
    {
      rating: "high",
      package: "pkg:deb/debian/left@1.0-1",
      installed: "1.0-1",
      source: { name: "left-source", version: "1.0-1" },
      severities: [
        { system: "cvss-3", from: "nvd", vector: "CVSS:3.1/AV:N" },
        { system: "rating", from: "debian-tracker", rating: "high", words: "urgent" },
      ],
      score: 5,
      statements: [
        statement,
        {
          ...statement,
          advisory: "DLA-1",
          source: "osv-debian",
          verdict: "repaired",
          affected: "< 0.9",
          scheme: "deb",
        },
      ],
      epss: { probability: 0.2, percentile: 0.95, date: "2026-01-01" },
      knownExploited: { added: "2026-01-03", due: "2026-02-01", ransomware: false },
      risk: 70.1,
      riskParts: [
        { part: "known-exploited", points: 45 },
        { part: "severity", points: 20.1 },
        { part: "fix-available", points: 5 },
      ],
      references: ["https://example.com/1"],
    },
  );

  test("goes from the package over its source, advisories and ratings to risk, repair and decision", () => {
    expect(explain(finding)).toMatchInlineSnapshot(`
      "CVE-2024-1: left 1.0.0
      ▲ high
      vulnerability/CVE-2024-1 id-CVE-2024-1

      What is wrong
        left has the flaw.

      Where it was seen
        var/lib/dpkg/status:7 in layer sha256:00

      The package
        left 1.0-1
        pkg:deb/debian/left@1.0-1
        certain: a package database or lock file says so
        built from the source package left-source 1.0-1
        asked of debian:12 as source package left-source 1.0-1

      What advisories say
        CVE-2024-1 of debian-tracker, data of 2026-01-02 (decides)
          1.0-1 < 1.0-2 in deb order: affected, repaired in 1.0-2
        DLA-1 of osv-debian, data of 2026-01-02
          affected are < 0.9; 1.0-1 is none of them in deb order: not affected

      Severity
        high, by debian-tracker: urgent
        also given: nvd: CVSS:3.1/AV:N

      Risk
        70.1 of 100 = 45 known to be exploited + 20.1 severity + 5 a repair is there
        exploited, says CISA since 2026-01-03, to be repaired by 2026-02-01
        EPSS of 2026-01-01: 20.0 % within 30 days, above 95.0 % of all flaws

      References
        https://example.com/1

      Remediation
        Raise left.

      Accepted
        not reachable
        owner: web
        until: 2027-01-01

      Report
        sbom bom.json
        sekisho 0.0.0, 2026-01-01T00:00:00.000Z
      "
    `);
  });

  test("is told in Japanese", () => {
    const text = explain(finding, { language: "ja" });

    expect(text).toContain("1.0-1 < 1.0-2（deb の順序で比較）: 該当（1.0-2 で修正）");
    expect(text).toContain("ソースパッケージ left-source 1.0-1 からビルド");
    expect(text).toContain("責任者: web");
  });

  test.each([
    { name: "a whole line", affected: "*", says: "affected are all versions; 1.0-1 is one of them in deb order" },
    { name: "a stretch", affected: ">= 0.5, <= 1.0", says: "0.5 <= 1.0-1 <= 1.0 in deb order: affected" },
    {
      name: "several stretches",
      affected: "< 1.0 || >= 2.0, < 2.1",
      says: "affected are < 1.0 || >= 2.0, < 2.1; 1.0-1 is one",
    },
    {
      name: "no comparison",
      affected: "x",
      verdict: "undecided",
      says: "affected may be x; nobody can tell it of 1.0-1 yet: undecided",
    },
    { name: "a denial", affected: "none", verdict: "not-affected", says: "says that 1.0-1 is not affected" },
  ] as const)("writes the comparison of $name", ({ says, ...changes }) => {
    const text = explain(flawFinding("CVE-2024-1", {}, { statements: [{ ...statement, ...changes, name: "left" }] }));

    expect(text.replace(/\n */g, " ")).toContain(says);
  });

  test("what VEX says stands between advisories and ratings", () => {
    const vex = {
      isHidden: true,
      statements: [
        {
          role: "decides",
          status: "not_affected",
          justification: "component_not_present",
          author: "Example Corp",
          timestamp: "2026-01-05T00:00:00Z",
          path: "vex.json",
          pointer: "/statements/0",
          product: "pkg:deb/debian/left",
        },
      ],
    } as const;

    const text = explain(flawFinding("CVE-2024-1", {}, { vex }));

    expect(text).toContain("  not affected for pkg:deb/debian/left (decides)\n    component_not_present\n");
    expect(text).toContain("    Example Corp, 2026-01-05, vex.json#/statements/0\n");
  });
});

test("a misconfiguration is told with why, controls and sources of its check", () => {
  const finding = sampleReport("en").findings.find(({ rule }) => rule.id === "dockerfile/no-user");
  if (finding === undefined) throw new Error("the sample has it");
  const rule = catalogue.find(({ id }) => id === "dockerfile/no-user");

  const text = findingExplanation(finding, sampleReport("en"), { ...context, rule });

  expect(text).toContain('Dockerfile:5:1\n    │ CMD ["node", "server.js"]');
  expect(text).toContain("Why it matters");
  expect(text).toContain("cis-docker@1.6.0#4.1");
});

test("a secret is shown as the report masks it", () => {
  const finding = sampleReport("en").findings.find(({ kind }) => kind === "secret");
  if (finding === undefined) throw new Error("the sample has one");

  expect(findingExplanation(finding, sampleReport("en"), context)).toContain("****");
});

test.each(hostileTexts)("shows a hostile text without obeying it: $name", ({ text }) => {
  const evil = flawFinding(
    text,
    {
      id: text,
      title: text,
      message: text,
      remediation: text,
      evidence: [{ location: { path: text }, excerpt: text }],
    },
    {
      package: text,
      name: text,
      installed: text,
      statements: [{ ...statement, advisory: text, affected: text, version: text }],
    },
  );

  const written = explain(evil, { columns: 80 });

  expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
  expect(Math.max(...written.split("\n").slice(1).map(columnsOf))).toBeLessThanOrEqual(80);
});
