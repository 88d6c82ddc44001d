import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import { exportMarkdown } from "./markdown.ts";

describe("exportMarkdown", () => {
  test("writes a summary line and the most urgent findings first", () => {
    expect(exportMarkdown(sampleDocument("en"), sampleContext("en"))).toMatchInlineSnapshot(`
      "### Sekisho: ◆ 1 critical, ▲ 1 high, ● 1 medium in 1 file

      1 can be repaired: <code>sekisho fix Dockerfile --write</code> · 1 accepted

      | Severity | Place | What is wrong | Rule |
      | --- | --- | --- | --- |
      | ◆&nbsp;critical | <code>Dockerfile:3:15</code> | **Credential in an environment variable**<br>API\\_TOKEN holds a value that looks like a token. | <code>dockerfile/credential-in-variable-value</code> |
      | ▲&nbsp;high | <code>Dockerfile:5:1</code> | **Container runs as root**<br>No USER instruction in the final stage; the base image debian:12 runs as root. | <code>dockerfile/no-user</code> |
      | ●&nbsp;medium | <code>Dockerfile:2:23</code> | **apt-get without -y stops the build**<br><code>apt-get install curl</code> has no <code>-y</code>. | <code>dockerfile/apt-get-without-yes</code> |
      "
    `);
  });

  test("says in Japanese that nothing was found, and what was not examined", () => {
    const document = withReport({
      findings: [],
      diagnostics: [
        {
          code: "a/b",
          level: "error",
          message: "UTF-8 ではありません。",
          location: { path: "Dockerfile", startLine: 3 },
        },
      ],
    });

    expect(exportMarkdown(document, sampleContext("ja"))).toBe(
      [
        "### Sekisho: 検出事項なし（対象 1 件）",
        "",
        "**検査できなかった部分 1 件**",
        "",
        "* <code>Dockerfile:3</code> UTF-8 ではありません。",
        "",
      ].join("\n"),
    );
  });

  test.each([
    { name: "20 findings are all shown", count: 20, folded: 0 },
    { name: "the 21st is folded", count: 21, folded: 1 },
    { name: "the rest is folded", count: 50, folded: 30 },
  ])("$name", ({ count, folded }) => {
    const written = exportMarkdown(withReport({ findings: many(count) }), sampleContext("en"));
    const [shown = "", rest = ""] = written.split("<details>");

    expect(rowsOf(shown)).toHaveLength(20);
    expect(rowsOf(rest)).toHaveLength(folded);
    expect(written.includes("<details>")).toBe(folded > 0);
  });

  test("never exceeds what GitHub takes, and counts what it left out", () => {
    const written = exportMarkdown(withReport({ findings: many(5000) }), sampleContext("en"));

    const shown = rowsOf(written).length;
    expect(written.length).toBeLessThan(65_536);
    expect(shown).toBeGreaterThan(100);
    expect(written).toContain(`${5000 - shown} findings left out: the comment would be too long.`);
  });

  test.each(hostileTexts)("holds no markup of a hostile text: $name", ({ text }) => {
    const written = exportMarkdown(hostileDocument(text), sampleContext("en"));
    const withoutOurs = written.replaceAll(/<\/?(?:code|details|summary)>|<br>/g, "");
    const rows = rowsOf(written);

    expect(withoutOurs).not.toMatch(/[<>]/);
    expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    // The head of the actions and one action of three cells each; head and row of the services, and one finding, of four.
    expect(rows.map((row) => row.match(/(?<!\\)(?:\\\\)*\|/g)?.length)).toEqual([4, 4, 5, 5, 5]);
    expect(withoutOurs).not.toMatch(/:\/\/|\bwww\.|(?<!\\)\]\(/);
    expect(written.replaceAll(/<code>.*?<\/code>/g, "")).not.toMatch(/@[a-z]|#\d(?!\d*;)|GH-\d/);
  });
});

function many(count: number): readonly Finding[] {
  const [finding] = sampleReport("en").findings;
  if (finding === undefined) throw new Error("the sample has findings");
  return Array.from({ length: count }, (_, index) => ({ ...finding, id: `${index}` }));
}

function withReport(changes: Partial<ReportDocument["reports"][number]>): ReportDocument {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}

/** Gives the rows of all tables without their headings. */
function rowsOf(markdown: string): readonly string[] {
  return markdown.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:---|Severity)/.test(line));
}
