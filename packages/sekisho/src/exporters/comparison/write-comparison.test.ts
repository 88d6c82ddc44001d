import { describe, expect, test } from "vitest";
import { compareReports } from "../../semantics/comparison/compare-reports.ts";
import { documentOf, flawFinding, reportOf } from "../../semantics/comparison/sample-findings.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import { columnsOf } from "../width/columns.ts";
import { writeComparisonAs } from "./write-comparison.ts";

const before = documentOf(
  reportOf([
    flawFinding("CVE-2024-1"),
    flawFinding("CVE-2024-2"),
    flawFinding("CVE-2024-3", {}, { statements: [{ ...statement(), ecosystem: "debian:12" }] }),
    flawFinding("CVE-2024-4"),
  ]),
  reportOf([], { target: { kind: "sbom", name: "old.json" } }),
  reportOf([], { target: { kind: "sbom", name: "older.json" } }),
);
const after = documentOf(
  reportOf(
    [
      flawFinding("CVE-2024-2", { severity: "high" }, { fixedIn: "1.1.0", status: "fixed" }),
      flawFinding("CVE-2024-4"),
      flawFinding("CVE-2024-5", { severity: "low" }),
      flawFinding("CVE-2024-6", { severity: "critical" }),
    ],
    { coverage: [{ plugin: "advisories/debian:12", ended: "skipped" }] },
  ),
);
const comparison = compareReports(before, after);

function statement() {
  return {
    advisory: "CVE-2024-3",
    source: "debian-tracker",
    ecosystem: "npm",
    name: "left",
    version: "1.0.0",
    affected: "*",
    verdict: "affected",
  } as const;
}

describe("a comparison", () => {
  test("is a table: the worst new one first, changes in words, what was not looked for apart", () => {
    expect(writeComparisonAs("table", comparison, sampleContext("en"))).toMatchInlineSnapshot(`
      "bom.json
        compared with bom.json

        New
          ◆ critical CVE-2024-6: left 1.0.0
          ▽ low      CVE-2024-5: left 1.0.0

        Changed
          ▲ high     CVE-2024-2: left 1.0.0
                     severity: medium → high, fixed version: none → 1.1.0, repair: not
                     yet → available

        Fixed
          ● medium   CVE-2024-1: left 1.0.0

        Not looked for this time
        These were open before. They are not fixed: there was no data, or the part was
        left out.
          ● medium   CVE-2024-3: left 1.0.0

      In the earlier report only
        old.json
        older.json

      2 new, 1 fixed, 1 changed, 1 as before, 1 not looked for (0.12 s)
      "
    `);
  });

  test("speaks Japanese", () => {
    const text = writeComparisonAs("table", comparison, sampleContext("ja"));

    expect(text).toContain("深刻度: 中 → 高、修正バージョン: なし → 1.1.0、");
    expect(text).toContain("新規 2 件、修正済み 1 件、変更 1 件、変化なし 1 件、未評価 1 件（0.12 秒）");
  });

  test.each([
    {
      language: "en",
      table: /▽ low {6}A-1[^]*\? unrated {2}B-1[^]*Fixed\n +\? unrated {2}C-1/,
      cell: "?&nbsp;unrated | B-1",
    },
    { language: "ja", table: /▽ 低 {3}A-1[^]*\? 不明 B-1[^]*修正済み\n +\? 不明 C-1/, cell: "?&nbsp;不明 | B-1" },
  ] as const)(
    "calls a flaw unrated that nobody rated, behind the rated ones: $language",
    ({ language, table, cell }) => {
      const unrated = { rating: "unknown", risk: 90 } as const;
      const news = compareReports(
        documentOf(reportOf([flawFinding("C-1", { severity: "low" }, unrated)])),
        documentOf(
          reportOf([flawFinding("B-1", { severity: "low" }, unrated), flawFinding("A-1", { severity: "low" })]),
        ),
      );

      expect(writeComparisonAs("table", news, sampleContext(language))).toMatch(table);
      expect(writeComparisonAs("markdown", news, sampleContext(language))).toContain(cell);
    },
  );

  test("is JSON that gives the comparison back", () => {
    expect(JSON.parse(writeComparisonAs("json", comparison, sampleContext("en")))).toEqual(comparison);
  });

  test("is Markdown with a table for each kind of news", () => {
    const text = writeComparisonAs("markdown", comparison, sampleContext("en"));

    expect(text).toContain("### Sekisho: 2 new, 1 fixed, 1 changed, 1 as before, 1 not looked for");
    expect(text.indexOf("CVE-2024-6")).toBeLessThan(text.indexOf("CVE-2024-5"));
    expect(text).toContain("severity: medium → high");
  });

  test("is never longer than a comment may be, and counts what is left out", () => {
    const many = Array.from({ length: 3000 }, (_, index) => flawFinding(`CVE-2025-${index}`));
    const text = writeComparisonAs(
      "markdown",
      compareReports(documentOf(), documentOf(reportOf(many))),
      sampleContext("en"),
    );

    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ findings left out/);
  });

  test.each(hostileTexts)("shows a hostile text without obeying it: $name", ({ text }) => {
    const target = { kind: "sbom", name: text, packages: 1 } as const;
    const evil = compareReports(
      documentOf(
        reportOf([flawFinding("A", { title: text })], { target }),
        reportOf([], { target: { ...target, name: `${text}1` } }),
      ),
      documentOf(reportOf([flawFinding("A", { title: text, severity: "high" }, { fixedIn: text })], { target })),
    );

    const table = writeComparisonAs("table", evil, sampleContext("ja"));
    const markdown = writeComparisonAs("markdown", evil, sampleContext("ja"));

    expect(table).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    expect(Math.max(...table.split("\n").map(columnsOf))).toBeLessThanOrEqual(80);
    expect(markdown).not.toMatch(/<script|(?<!\\)\]\(javascript|[^\n\P{Cc}]/u);
  });
});
