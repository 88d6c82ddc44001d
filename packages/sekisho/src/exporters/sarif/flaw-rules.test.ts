import { expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import { documentOf, flawFinding, reportOf } from "../../semantics/comparison/sample-findings.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import type { SarifLog, SarifRule } from "./log.ts";
import { exportSarif } from "./sarif.ts";

function rulesOf(findings: readonly Finding[]): readonly SarifRule[] {
  const log: SarifLog = JSON.parse(exportSarif(documentOf(reportOf(findings)), sampleContext("en")));
  return log.runs.flatMap(({ tool }) => tool.driver.rules);
}

// GitHub: "SARIF support for code scanning", property security-severity: the score of CVSS as a text from 0.0 to 10.0.
test("a flaw is one rule with its exact score, the highest of its packages, and its weaknesses", () => {
  const summary = { summary: "Prototype pollution", weaknesses: ["CWE-79", "CWE-1321", "none"] };
  const findings = [
    flawFinding("CVE-2024-12", { severity: "high" }, { rating: "high", score: 7.2, ...summary }),
    flawFinding(
      "CVE-2024-12",
      { severity: "high", subject: "pkg:npm/right" },
      { rating: "high", score: 8.14, name: "right" },
    ),
  ];

  expect(rulesOf(findings)).toMatchObject([
    {
      id: "vulnerability/CVE-2024-12",
      shortDescription: { text: "CVE-2024-12: Prototype pollution" },
      properties: {
        "security-severity": "8.1",
        tags: ["security", "vulnerability", "external/cwe/cwe-079", "external/cwe/cwe-1321"],
      },
    },
  ]);
});

test.each([
  { name: "rated in words", severity: "medium", rating: "medium", expected: "5.5" },
  { name: "unrated", severity: "low", rating: "unknown", expected: undefined },
] as const)("the score of a flaw that is $name", ({ severity, rating, expected }) => {
  const [rule] = rulesOf([flawFinding("CVE-2024-1", { severity }, { rating })]);

  expect(rule?.properties["security-severity"]).toBe(expected);
});

test.each([
  { name: "a CVE", flaw: "CVE-2024-1234", address: "https://www.cve.org/CVERecord?id=CVE-2024-1234" },
  {
    name: "an advisory of GitHub",
    flaw: "GHSA-p6mc-m468-83gw",
    address: "https://github.com/advisories/GHSA-p6mc-m468-83gw",
  },
  { name: "another with a reference", flaw: "X-1", address: "https://example.com/x" },
])("leads on to $name", ({ flaw, address }) => {
  const references = ["javascript:alert(1)", "https://example.com/x"];

  expect(rulesOf([flawFinding(flaw, {}, { references })])).toMatchObject([{ helpUri: address }]);
});
