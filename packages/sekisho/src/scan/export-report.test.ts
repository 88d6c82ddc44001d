import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../model/report.ts";
import { createSourceText } from "../model/source-text.ts";
import { unknownContext } from "./build-context.ts";
import { defaultConfiguration } from "./configuration/configuration.ts";
import { scanDockerfile } from "./dockerfile.ts";
import { exportReport } from "./export-report.ts";
import { wordCheck } from "./fixtures/sample-checks.ts";
import { planChecks } from "./plan.ts";
import { isReportFormat, reportFormats } from "./report-formats.ts";

const secret = ["hunter", "2"].join("");
const text = `FROM a\nENV A=${secret}\n`;

async function reportSecret(): Promise<ReportDocument> {
  const checks = [wordCheck({ word: secret, id: "test/secret", findingKind: "secret" })];
  const report = await scanDockerfile(
    { path: "Dockerfile", bytes: Buffer.from(text), context: unknownContext },
    {
      configuration: defaultConfiguration,
      plan: planChecks(checks, defaultConfiguration),
      configured: [],
      language: "en",
      controlsOf: () => [],
      today: "2026-09-01",
      clock: () => new Date("2026-09-01T00:00:00Z"),
    },
  );
  // The message of the test's check names the word; a real one never does.
  const findings = report.findings.map((finding) => ({
    ...finding,
    message: "A secret.",
    subject: "variable:A",
    title: "A secret",
    rule: { ...finding.rule, id: "test/secret" },
  }));
  return { schemaVersion: 1, reports: [{ ...report, findings }] };
}

describe("exportReport", () => {
  test.each(reportFormats.map((format) => ({ format })))(
    "$format names the place and never the secret",
    async ({ format }) => {
      const document = await reportSecret();
      const written = await exportReport(document, format, { sourceOf: (path) => createSourceText(path, text) });
      // Statements of VEX are about flaws of packages alone; a document may still name its target.
      expect(written.includes("Dockerfile")).toBe(format !== "openvex");
      expect(written).not.toContain(secret);
    },
  );

  test("json holds the document itself", async () => {
    const document = await reportSecret();
    expect(JSON.parse(await exportReport(document, "json"))).toEqual(document);
  });

  test.each([
    { name: "sarif", expected: true },
    { name: "toString", expected: false },
    { name: "", expected: false },
  ])('"$name" names a format: $expected', ({ name, expected }) => {
    expect(isReportFormat(name)).toBe(expected);
  });
});
