import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { ReportDocument } from "../model/report.ts";
import { hostileTexts } from "./fixtures/hostile-report.ts";
import { sampleContext as createContext } from "./fixtures/sample-report.ts";
import { witnessedDocument } from "./fixtures/witnessed-report.ts";
import { exportHtml } from "./html/html.ts";
import { exportJunit } from "./junit/junit.ts";
import { exportMarkdown } from "./markdown/markdown.ts";
import { phrasesIn } from "./phrases.ts";
import { exportSarif } from "./sarif/sarif.ts";
import { exportTable } from "./table/table.ts";
import { describeOrigin, describeWitness, hasSeveralSources, originsOf, toolsOf } from "./witnesses.ts";

const exporters = [
  { name: "table", write: exportTable },
  { name: "html", write: exportHtml },
  { name: "markdown", write: exportMarkdown },
  { name: "sarif", write: exportSarif },
  { name: "junit", write: exportJunit },
] as const;

const languages = [
  { language: "en", seenBy: "Seen by", imported: "Imported documents" },
  { language: "ja", seenBy: "検出したツール", imported: "取り込んだレポート" },
] as const;

describe("who saw a finding", () => {
  test.each(exporters.flatMap((exporter) => languages.map((one) => ({ ...exporter, ...one }))))(
    "$name in $language names the tools",
    ({ name, write, language, seenBy, imported }) => {
      const written = write(witnessedDocument("hadolint", "Pin versions"), createContext(language));

      expect(written).toContain("hadolint");
      expect(written.includes(seenBy)).toBe(name !== "sarif");
      expect(written.includes(imported)).toBe(name !== "sarif" && name !== "junit");
    },
  );

  const flaw = {
    flaw: "CVE-2024-1",
    advisory: "CVE-2024-1",
    aliases: [],
    kind: "vulnerability",
    summary: "",
    package: "pkg:deb/debian/openssl@3.0.1",
    name: "openssl",
    installed: "3.0.1",
    status: "affected",
    confidence: "certain",
    rating: "high",
    severities: [],
    weaknesses: [],
    references: [],
    statements: [
      {
        advisory: "CVE-2024-1",
        source: "trivy",
        ecosystem: "deb",
        name: "openssl",
        version: "3.0.1",
        affected: "",
        verdict: "affected",
      },
    ],
    risk: 0,
    riskParts: [],
  } as const;
  const objectOnly = { title: "runs as root", message: "", subject: "shop/web" };
  const lineOfFile: Finding["evidence"] = [{ location: { path: "web.yaml", startLine: 3 } }];
  const place: Finding["evidence"] = [{ location: { path: "audit.json" } }];

  test.each([
    {
      name: "an object that nothing else names",
      finding: { ...objectOnly, evidence: place },
      written: true,
    },
    {
      name: "an object that the message names",
      finding: { ...objectOnly, message: "shop/web runs as root", evidence: place },
      written: false,
    },
    {
      name: "an object with a line",
      finding: { ...objectOnly, evidence: lineOfFile },
      written: false,
    },
    {
      name: "a file that the place names",
      finding: { ...objectOnly, subject: "file:audit.json", evidence: place },
      written: false,
    },
  ])("what it is about, $name: $written", ({ finding, written }) => {
    for (const { language, about } of [
      { language: "en", about: "Subject: " },
      { language: "ja", about: "対象箇所: " },
    ] as const) {
      for (const write of [exportTable, exportMarkdown]) {
        const text = write(changedDocument(finding), createContext(language));

        expect(text.split(about)).toHaveLength(written ? 2 : 1);
        expect(text.includes(finding.subject) || !written).toBe(true);
      }
    }
  });

  test("a flaw that a tool gives a title without its package stands below its package", () => {
    const finding = { ...objectOnly, subject: "pkg:deb/debian/openssl", evidence: place, vulnerability: flaw };

    const text = exportTable(changedDocument(finding), createContext("en"));

    expect(text).toMatch(/^ {2}openssl 3\.0\.1 +audit\.json$/m);
    expect(exportMarkdown(changedDocument(finding), createContext("en"))).toContain("openssl 3.0.1");
  });

  test("SARIF keeps what each tool says", () => {
    const written: { readonly runs: readonly { readonly results: readonly { readonly properties: object }[] }[] } =
      JSON.parse(exportSarif(witnessedDocument("hadolint", "Pin versions"), createContext("en")));

    expect(written.runs[0]?.results[0]?.properties).toMatchObject({
      witnesses: [{ tool: "hadolint", rule: "DL3008", severity: "warning", title: "Pin versions" }],
    });
  });

  test("a table of one source does not repeat it for every finding; verbose mode does", () => {
    const [report] = witnessedDocument("hadolint", "Pin versions").reports;
    const document: ReportDocument = {
      schemaVersion: 1,
      reports:
        report === undefined
          ? []
          : [{ ...report, findings: report.findings.filter((one) => one.witnesses !== undefined) }],
    };

    expect(exportTable(document, createContext("en"))).not.toContain("Seen by");
    expect(exportTable(document, { ...createContext("en"), isVerbose: true })).toContain(
      "Seen by: hadolint 2.12.0 · DL3008 (warning)",
    );
    expect(exportTable(document, { ...createContext("en"), isVerbose: true, hasUnicode: false })).toContain(
      "Seen by: hadolint 2.12.0 - DL3008 (warning)",
    );
  });

  test.each(
    hostileTexts.flatMap((hostile) => exporters.map((exporter) => ({ ...exporter, hostile, title: hostile.name }))),
  )("$name escapes what a tool says: $title", ({ name, write, hostile }) => {
    const written = write(witnessedDocument(hostile.text, hostile.text), {
      ...createContext("en"),
      isVerbose: true,
    });

    const showsTags = name === "table" || name === "sarif";
    expect(written.includes("<script>") && !showsTags).toBe(false);
    expect(written).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e]/u);
  });
});

describe("the words", () => {
  test.each([
    {
      name: "everything",
      witness: { tool: "trivy", version: "0.58.1", rule: "CVE-1", severity: "HIGH" },
      expected: "trivy 0.58.1 · CVE-1 (HIGH)",
    },
    {
      name: "no version",
      witness: { tool: "trivy", rule: "CVE-1", severity: "HIGH" },
      expected: "trivy · CVE-1 (HIGH)",
    },
    { name: "no severity", witness: { tool: "trivy", rule: "CVE-1" }, expected: "trivy · CVE-1" },
  ])("a witness: $name", ({ witness, expected }) => {
    expect(describeWitness({ ...witness, title: "", message: "" })).toBe(expected);
  });

  test("an imported document says what came of it", () => {
    const origin = {
      tool: "hadolint",
      format: "hadolint JSON",
      document: "a.json",
      findings: 2,
      passed: 1,
      leftOut: 3,
    };

    expect(describeOrigin(origin, phrasesIn("en"))).toBe("a.json · hadolint JSON · 2 findings, 1 passed, 3 left out");
    expect(describeOrigin({ ...origin, toolVersion: "2", passed: 0, leftOut: 0 }, phrasesIn("ja"))).toBe(
      "a.json · hadolint JSON · hadolint 2 · 検出事項 2 件",
    );
  });

  test("a document about several targets is named once", () => {
    const [report] = witnessedDocument("hadolint", "Pin versions").reports;
    const reports = report === undefined ? [] : [report, report];

    expect(originsOf(reports)).toMatchObject([{ document: "hadolint.json", findings: 2 }]);
  });

  test("several sources are told from one", () => {
    const document = witnessedDocument("hadolint", "Pin versions");
    const [report] = document.reports;
    const findings: readonly Finding[] = report?.findings ?? [];

    expect(findings.map(toolsOf)).toEqual([["hadolint"], []]);
    expect(hasSeveralSources(document)).toBe(true);
    expect(hasSeveralSources({ schemaVersion: 1, reports: [] })).toBe(false);
  });
});

/** A report of one finding that another tool told, with what is given in it. */
function changedDocument(change: Partial<Finding>): ReportDocument {
  const [report] = witnessedDocument("kubeaudit", "").reports;
  const [finding] = report?.findings ?? [];
  if (report === undefined || finding === undefined) throw new RangeError("expected a finding");
  return { schemaVersion: 1, reports: [{ ...report, findings: [{ ...finding, ...change }] }] };
}
