import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleDocument } from "../exporters/fixtures/sample-report.ts";
import { reportSchema } from "../exporters/json/schema.ts";
import { documentOf, flawFinding, reportOf } from "../semantics/comparison/sample-findings.ts";
import { exportReport } from "./export-report.ts";
import { parseReport, readReport } from "./read-report.ts";
import { findSchemaProblem } from "./schema-problem.ts";

describe("a report", () => {
  test.each([
    { name: "of files", document: sampleDocument("en") },
    { name: "of flaws", document: documentOf(reportOf([flawFinding("CVE-2024-1")])) },
    { name: "of nothing", document: documentOf() },
  ])("$name is read as it was written", async ({ document }) => {
    expect(parseReport(await exportReport(document, "json"), "r.json")).toEqual(document);
  });

  test("of a later version may say more", () => {
    const document = { ...documentOf(), more: { is: "said" } };

    expect(parseReport(JSON.stringify(document), "r.json")).toEqual(document);
  });

  const finding = flawFinding("CVE-2024-1");
  test.each([
    { name: "no JSON", text: '{\n  "a": 1,\n}', says: "line 3, column 1 is no JSON" },
    { name: "nothing", text: "", says: "line 1, column 1 is no JSON" },
    { name: "a list", text: "[]", says: "at /: expected object, got empty array" },
    { name: "another document", text: "{}", says: "at /: expected object with schemaVersion, got one without it" },
    { name: "another version", text: '{"schemaVersion":2,"reports":[]}', says: "at /schemaVersion: expected 1, got 2" },
    {
      name: "reports that are none",
      text: '{"schemaVersion":1,"reports":{}}',
      says: "at /reports: expected array, got object",
    },
    {
      name: "an unknown severity",
      text: JSON.stringify(documentOf(reportOf([finding]))).replace('"severity":"medium"', '"severity":"bad"'),
      says: 'at /reports/0/findings/0/severity: expected critical | high | medium | low | info, got "bad"',
    },
    {
      name: "a finding without a place",
      text: JSON.stringify(documentOf(reportOf([finding]))).replace(/"evidence":\[[^\]]{0,99}\]/, '"evidence":[]'),
      says: "at /reports/0/findings/0/evidence: expected array of at least 1, got empty array",
    },
    {
      name: "a line 0",
      text: JSON.stringify(
        documentOf(reportOf([{ ...finding, evidence: [{ location: { path: "a", startLine: 0 } }] }])),
      ),
      says: "at /reports/0/findings/0/evidence/0/location/startLine: expected number from 1 to Infinity, got 0",
    },
    {
      name: "a name that means something to JavaScript",
      text: '{"schemaVersion":1,"reports":[{"__proto__":{"findings":[]}}]}',
      says: "at /reports/0: expected object with schemaVersion, got one without it",
    },
    { name: "depth", text: `${"[".repeat(5000)}${"]".repeat(5000)}`, says: "at /: expected object, got array" },
  ])("$name is refused with the first wrong place", ({ text, says }) => {
    expect(() => parseReport(text, "r.json")).toThrow(
      expect.objectContaining({
        code: "report-invalid",
        text: expect.objectContaining({ en: expect.stringContaining(says) }),
      }),
    );
  });

  test("any JSON is taken or has a problem that names a place", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const problem = findSchemaProblem(value, reportSchema());

        expect(problem?.pointer ?? "/").toMatch(/^(?:\/.*)?$/);
      }),
    );
  });

  test("a file that is not there is told as one", async () => {
    await expect(readReport("none.json", "/nowhere")).rejects.toMatchObject({ code: "target-not-found" });
  });
});
