import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { hostileDocument, hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleDocument, sampleReport } from "../fixtures/sample-report.ts";
import { columnsOf } from "../width/columns.ts";
import { layOutSourceLine } from "./source-line.ts";
import { exportTable } from "./table.ts";

const languages: readonly { readonly name: Language }[] = [{ name: "en" }, { name: "ja" }];

describe("exportTable", () => {
  test("shows findings by place, with source, counts and commands", () => {
    expect(exportTable(sampleDocument("en"), sampleContext("en"))).toMatchInlineSnapshot(`
      "Dockerfile
        ● medium   2:23  apt-get without -y stops the build
                   \`apt-get install curl\` has no \`-y\`.  dockerfile/apt-get-without-yes
          2 │ RUN apt-get update && apt-get install curl
            │                       ^^^^^^^^^^^^^^^^^^^^
        ◆ critical 3:15  Credential in an environment variable
                                               dockerfile/credential-in-variable-value
                   API_TOKEN holds a value that looks like a token.
          3 │ ENV API_TOKEN=0123************
            │               ^^^^^^^^^^^^^^^^
        ▲ high     5:1   Container runs as root                     dockerfile/no-user
                   No USER instruction in the final stage; the base image debian:12
                   runs as root.
          5 │ CMD ["node", "server.js"]
            │ ^^^^^^^^^^^^^^^^^^^^^^^^^

      1 critical, 1 high, 1 medium in 1 file (0.12 s)
      1 can be repaired:  sekisho fix Dockerfile --write
      1 has a proposal:  sekisho fix Dockerfile --propose
      1 accepted
      "
    `);
  });

  test("says the same in Japanese", () => {
    expect(exportTable(sampleDocument("ja"), sampleContext("ja"))).toMatchInlineSnapshot(`
      "Dockerfile
        ● 中   2:23  -y のない apt-get によるビルドの停止
                                                        dockerfile/apt-get-without-yes
               \`apt-get install curl\` に \`-y\` がありません。
          2 │ RUN apt-get update && apt-get install curl
            │                       ^^^^^^^^^^^^^^^^^^^^
        ◆ 緊急 3:15  環境変数に書かれた認証情報
                                               dockerfile/credential-in-variable-value
               API_TOKEN の値がトークンと思われます。
          3 │ ENV API_TOKEN=0123************
            │               ^^^^^^^^^^^^^^^^
        ▲ 高   5:1   コンテナが root で実行される                   dockerfile/no-user
               最終ステージに USER 命令がなく、ベースイメージ debian:12 の既定ユーザー
               も root です。
          5 │ CMD ["node", "server.js"]
            │ ^^^^^^^^^^^^^^^^^^^^^^^^^

      緊急 1 件、高 1 件、中 1 件（1 ファイル、0.12 秒）
      1 件は自動修正可:  sekisho fix Dockerfile --write
      1 件は修正案あり:  sekisho fix Dockerfile --propose
      1 件はリスク受容
      "
    `);
  });

  test("says that nothing was found, and what was not examined", () => {
    const document = reportWith({
      findings: [],
      diagnostics: [
        {
          code: "dockerfile/unclosed-heredoc",
          level: "error",
          message: "EOF is missing.",
          location: { path: "Dockerfile", startLine: 4, startColumn: 5 },
        },
      ],
    });

    expect(exportTable(document, sampleContext("en"))).toBe(
      [
        "Not examined",
        "  Dockerfile:4:5 EOF is missing. (dockerfile/unclosed-heredoc)",
        "",
        "Nothing found in 1 target (0.12 s)",
        "1 part could not be examined",
        "",
      ].join("\n"),
    );
  });

  test("says of an empty target that there was nothing to examine, without being asked for more", () => {
    const document = reportWith({
      findings: [],
      diagnostics: [
        {
          code: "target/nothing-found",
          level: "warning",
          message: "Nothing was found to examine: expected a list of packages in app.",
          location: { path: "app" },
        },
        { code: "yaml/duplicate-key", level: "warning", message: "A key is there twice.", location: { path: "b" } },
      ],
    });

    expect(exportTable(document, sampleContext("en"))).toBe(
      [
        "Not examined",
        "  app Nothing was found to examine: expected a list of packages in app.",
        "    (target/nothing-found)",
        "",
        "Nothing found in 1 target (0.12 s)",
        "1 doubtful place in the input (see --verbose), 1 part could not be examined",
        "",
      ].join("\n"),
    );
  });

  test.each([
    {
      name: "says how to see them",
      language: "en",
      isVerbose: false,
      ending: "1 doubtful place in the input (see --verbose)",
    },
    { name: "in Japanese", language: "ja", isVerbose: false, ending: "入力の疑わしい箇所 1 件（--verbose で表示）" },
    { name: "counts what is listed", language: "en", isVerbose: true, ending: "1 doubtful place in the input" },
  ] as const)("doubtful places: $name", ({ language, isVerbose, ending }) => {
    const document = reportWith({
      findings: [],
      diagnostics: [
        { code: "exception/unreadable-comment", level: "warning", message: "No.", location: { path: "Dockerfile" } },
      ],
    });

    const table = exportTable(document, { ...sampleContext(language), isVerbose });

    expect(table.trimEnd().split("\n").at(-1)).toBe(ending);
    expect(table.includes("exception/unreadable-comment")).toBe(isVerbose);
  });

  test.each(languages)("is 80 columns wide at most in every mode: $name", ({ name }) => {
    for (const isVerbose of [false, true]) {
      for (const hasUnicode of [false, true]) {
        const text = exportTable(sampleDocument(name), sampleContext(name, { isVerbose, hasUnicode }));

        expect(widest(text)).toBeLessThanOrEqual(80);
      }
    }
  });

  test("uses a wider terminal, and never less than 40 columns", () => {
    const wide = exportTable(sampleDocument("en"), sampleContext("en", { columns: 120 }));
    const narrow = exportTable(sampleDocument("en"), sampleContext("en", { columns: 1, commands: {} }));

    expect(wide).toContain("No USER instruction in the final stage; the base image debian:12 runs as root.\n");
    expect(wide).toContain("apt-get without -y stops the build ");
    expect(widest(narrow)).toBeLessThanOrEqual(40);
  });

  test("writes only ASCII of its own where Unicode cannot be shown", () => {
    const text = exportTable(sampleDocument("en"), sampleContext("en", { hasUnicode: false, isVerbose: true }));

    expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
    expect(text).toContain("  ! high     5:1   Container runs as root");
  });

  test("colours with SGR sequences only, and takes nothing but them away without colour", () => {
    const plain = exportTable(sampleDocument("en"), sampleContext("en"));
    const coloured = exportTable(sampleDocument("en"), sampleContext("en", { hasColour: true }));

    expect(coloured).toContain("\u001b[1;31m◆ critical");
    expect(withoutColour(coloured)).toBe(plain);
  });

  test("shows an accepted finding with its reason in verbose mode only", () => {
    const text = exportTable(sampleDocument("en"), sampleContext("en", { isVerbose: true }));

    expect(text).toContain("Accepted: probed by the orchestrator, owner: platform-team, until:");
    expect(exportTable(sampleDocument("en"), sampleContext("en"))).not.toContain("HEALTHCHECK");
  });

  test("shows the source of advice in verbose mode only", () => {
    const document = sampleDocument("en");
    const reports = document.reports.map((report) => ({
      ...report,
      findings: report.findings.map((finding): Finding => ({ ...finding, severity: "info" })),
    }));

    const brief = exportTable({ ...document, reports }, sampleContext("en"));
    const verbose = exportTable({ ...document, reports }, { ...sampleContext("en"), isVerbose: true });

    expect(brief).toContain("Container runs as root");
    expect(brief).not.toContain("│");
    expect(verbose).toContain('5 │ CMD ["node", "server.js"]');
  });

  test("shows a line once where several findings in a row are about it, and each time in verbose mode", () => {
    const report = sampleReport("en");
    const [first] = report.findings;
    const findings = first === undefined ? [] : [first, { ...first, id: "2" }, { ...first, id: "3", title: "Another" }];
    const document: ReportDocument = { schemaVersion: 1, reports: [{ ...report, findings }] };
    const linesOf = (text: string): number => text.split("\n").filter((line) => /^ +2 │ RUN/.test(line)).length;

    expect(linesOf(exportTable(document, sampleContext("en")))).toBe(1);
    expect(linesOf(exportTable(document, { ...sampleContext("en"), isVerbose: true }))).toBe(3);
  });

  test("names the places that it does not show", () => {
    const [finding] = sampleReport("en").findings;
    if (finding === undefined) throw new Error("the sample has findings");
    const places = [1, 2, 3, 4, 5].map((startLine) => ({
      location: { path: "Dockerfile", startLine, startColumn: 1 },
    }));
    const [first = finding.evidence[0], ...rest] = places;
    const many: Finding = { ...finding, evidence: [first, ...rest] };

    expect(exportTable(reportWith({ findings: [many] }), sampleContext("en"))).toContain("2 more places: 4:1, 5:1");
  });

  test.each(hostileTexts)("shows a hostile text without obeying it: $name", ({ text }) => {
    for (const language of ["en", "ja"] as const) {
      const context = sampleContext(language, { isVerbose: true, commands: {} });

      const written = exportTable(hostileDocument(text), context);

      expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      expect(widest(written)).toBeLessThanOrEqual(80);
    }
  });

  test("shows no secret that another finding's line holds", () => {
    const [apt] = sampleReport("en").findings;
    if (apt === undefined) throw new Error("the sample has findings");
    const neighbour: Finding = { ...apt, evidence: [{ location: { path: "Dockerfile", startLine: 3 } }] };
    const findings = [...sampleReport("en").findings, neighbour];

    const text = exportTable(reportWith({ findings }), sampleContext("en", { isVerbose: true }));

    expect(text).toContain("ENV API_TOKEN=****************");
    expect(text).not.toContain("0123456789abcdef");
  });
});

describe("layOutSourceLine", () => {
  // Counted by hand; the window of a long line starts a quarter of the width before the mark.
  test.each([
    { name: "a short line", text: "RUN x", from: 4, to: 5, expected: ["RUN x", 4, 1] },
    { name: "tabs as four blanks", text: "\tx", from: 1, to: 2, expected: ["    x", 4, 1] },
    { name: "controls made visible", text: "a\u001bb", from: 2, to: 3, expected: ["a\\x1bb", 5, 1] },
    { name: "wide characters", text: "関所x", from: 2, to: 3, expected: ["関所x", 4, 1] },
    { name: "an empty range", text: "abc", from: 3, to: 3, expected: ["abc", 3, 1] },
    { name: "a cut end", text: "0123456789abcdefghijklmnop", from: 1, to: 2, expected: ["0123456789abcdefghi…", 1, 1] },
    {
      name: "cut on both sides",
      text: `${"-".repeat(50)}X${"-".repeat(50)}`,
      from: 50,
      to: 51,
      expected: [`…-----X${"-".repeat(12)}…`, 6, 1],
    },
    {
      name: "a range past the cut",
      text: "0123456789abcdefghijklmnop",
      from: 0,
      to: 26,
      expected: ["0123456789abcdefghi…", 0, 20],
    },
  ])("$name", ({ text, from, to, expected }) => {
    const line = layOutSourceLine({ line: 1, text, from, to }, { columns: 20, ellipsis: "…" });

    expect([line.text, line.markStart, line.markColumns]).toEqual(expected);
  });

  test("stays inside the width, mark and all, for any line", () => {
    const character = fc.constantFrom("a", "\t", "関", "\u001b", "🚀", "\ud800", "e\u0301");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 400 }), fc.nat(400), fc.nat(400), (characters, start, length) => {
        const text = characters.join("");
        const from = Math.min(start, text.length);
        const to = Math.min(from + length, text.length);

        const line = layOutSourceLine({ line: 1, text, from, to }, { columns: 40, ellipsis: "…" });

        expect(columnsOf(line.text)).toBeLessThanOrEqual(40);
        expect(line.markStart + line.markColumns).toBeLessThanOrEqual(41);
      }),
    );
  });
});

function reportWith(changes: Partial<ReportDocument["reports"][number]>): ReportDocument {
  return { schemaVersion: 1, reports: [{ ...sampleReport("en"), ...changes }] };
}

function widest(text: string): number {
  return Math.max(...text.split("\n").map(columnsOf));
}

function withoutColour(text: string): string {
  return text
    .split("\u001b")
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[0-9;]*m/, "")))
    .join("");
}
