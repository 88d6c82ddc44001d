import { describe, expect, test } from "vitest";
import type { Assessment } from "../../model/assessment.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext, sampleReport } from "../fixtures/sample-report.ts";
import { columnsOf } from "../width/columns.ts";
import { exportFrameworkHtml } from "./html.ts";
import { exportFrameworkJson } from "./json.ts";
import { exportFrameworkMarkdown } from "./markdown.ts";
import { exportFrameworkTable } from "./table.ts";

const assessment: Assessment = {
  framework: {
    id: "cis-docker@1.6.0",
    title: { en: "Container images", ja: "コンテナイメージ" },
    version: "1.6.0",
    source: "Center for Internet Security",
  },
  controls: [
    {
      id: "4.1",
      title: { en: "The container runs as a user of its own", ja: "専用ユーザーでの実行" },
      checks: ["dockerfile/no-user"],
      note: { en: "Users given at start are not visible.", ja: "起動時の指定は確認できません。" },
      outcome: { ended: "failed", findings: 2, accepted: 1 },
      evidence: sampleReport("en").findings.slice(0, 1),
    },
    {
      id: "4.6",
      title: { en: "The image has a health check", ja: "ヘルスチェックの設定" },
      checks: ["dockerfile/no-healthcheck"],
      outcome: { ended: "passed", accepted: 0 },
      evidence: [],
    },
    {
      id: "4.12",
      title: { en: "Signed artifacts are validated", ja: "署名付き成果物の検証" },
      checks: [],
      outcome: {
        ended: "not-assessed",
        reason: { en: "Signatures are checked elsewhere.", ja: "Dockerfile では評価できません。" },
      },
      evidence: [],
    },
  ],
  scope: {
    targets: ["web.yaml"],
    startedAt: "2026-11-22T01:00:00Z",
    finishedAt: "2026-11-22T01:00:01Z",
    tools: ["sekisho 0.1.0"],
    checksDone: 3,
    checksIncomplete: 1,
  },
};

describe("exportFrameworkTable", () => {
  test("writes mark, id, title, outcome, reason and counts", () => {
    expect(exportFrameworkTable(assessment, sampleContext("en"))).toMatchInlineSnapshot(`
      "Container images (cis-docker@1.6.0)
        ✗ 4.1   The container runs as a user of its     failed: 2 findings, 1 accepted
                own
        ✓ 4.6   The image has a health check                                    passed
        · 4.12  Signed artifacts are validated                            not assessed
                Signatures are checked elsewhere.

      1 failed, 1 passed, 1 not assessed
      "
    `);
  });

  test("says the same in Japanese, with notes in verbose mode", () => {
    expect(exportFrameworkTable(assessment, sampleContext("ja", { isVerbose: true }))).toMatchInlineSnapshot(`
      "コンテナイメージ (cis-docker@1.6.0)
        ✗ 4.1   専用ユーザーでの実行           不適合: 検出事項 2 件、1 件はリスク受容
                起動時の指定は確認できません。
        ✓ 4.6   ヘルスチェックの設定                                              適合
        · 4.12  署名付き成果物の検証                                            未評価
                Dockerfile では評価できません。

      不適合 1、適合 1、未評価 1
      "
    `);
  });

  test.each([
    { name: "80 columns", columns: 80 },
    { name: "40 columns", columns: 40 },
  ])("stays within $name in both languages", ({ columns }) => {
    for (const language of ["en", "ja"] as const) {
      const text = exportFrameworkTable(assessment, sampleContext(language, { columns, isVerbose: true }));

      for (const line of text.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  test.each(hostileTexts)("obeys no hostile text: $name", ({ text }) => {
    const hostile = {
      ...assessment,
      controls: assessment.controls.map((control) => ({ ...control, title: { en: text, ja: text } })),
    };

    for (const written of [
      exportFrameworkTable(hostile, sampleContext("en")),
      exportFrameworkJson(hostile, sampleContext("ja")),
    ]) {
      expect(written).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    }
  });
});

test("exportFrameworkJson writes each control's outcome in one language, and the counts", () => {
  expect(JSON.parse(exportFrameworkJson(assessment, sampleContext("ja")))).toEqual({
    schemaVersion: 1,
    framework: {
      id: "cis-docker@1.6.0",
      title: "コンテナイメージ",
      version: "1.6.0",
      source: "Center for Internet Security",
    },
    scope: assessment.scope,
    counts: { failed: 1, accepted: 0, passed: 1, notAssessed: 1 },
    controls: [
      {
        id: "4.1",
        title: "専用ユーザーでの実行",
        ended: "failed",
        findings: 2,
        accepted: 1,
        checks: ["dockerfile/no-user"],
        note: "起動時の指定は確認できません。",
        evidence: assessment.controls[0]?.evidence.map(({ id }) => id),
      },
      {
        id: "4.6",
        title: "ヘルスチェックの設定",
        ended: "passed",
        accepted: 0,
        checks: ["dockerfile/no-healthcheck"],
        evidence: [],
      },
      {
        id: "4.12",
        title: "署名付き成果物の検証",
        ended: "not-assessed",
        reason: "Dockerfile では評価できません。",
        checks: [],
        evidence: [],
      },
    ],
    findings: assessment.controls[0]?.evidence,
  });
});

describe("exportFrameworkHtml", () => {
  test("says what was scanned, how each control ended, and shows findings and reasons", () => {
    const page = exportFrameworkHtml(assessment, sampleContext("en"));

    expect(page).toContain("2 of 3 controls were assessed. 3 checks ran to the end; 1 could not examine everything.");
    expect(page).toContain("<dd>2026-11-22T01:00:01Z</dd>".replace("T01:00:01Z", " 01:00 UTC"));
    expect(page).toContain('<td><a href="#control-1">4.1</a></td>');
    expect(page).toContain("✗ failed: 2 findings, 1 accepted");
    expect(page).toContain("<dt>Reason</dt><dd>Signatures are checked elsewhere.</dd>");
    expect(page).toContain(`<code>${assessment.controls[0]?.evidence[0]?.rule.id}</code>`);
  });

  test("shows an accepted finding with reason, owner and end date", () => {
    const [first] = assessment.controls;
    const [finding] = first?.evidence ?? [];
    if (first === undefined || finding === undefined) throw new Error("the sample has a finding");
    const accepted = {
      ...finding,
      status: "accepted" as const,
      exception: { reason: "behind a proxy", owner: "team-a", expires: "2027-01-31" },
    };

    const page = exportFrameworkHtml(
      { ...assessment, controls: [{ ...first, evidence: [accepted] }] },
      sampleContext("ja"),
    );

    expect(page).toContain("リスク受容、behind a proxy、責任者: team-a、期限: 2027-01-31");
    expect(page).toContain("管理策 1 件のうち 1 件を評価しました。");
  });

  test.each(hostileTexts)("holds no markup of a hostile text: $name", ({ text }) => {
    const [first] = assessment.controls;
    const [finding] = first?.evidence ?? [];
    if (first === undefined || finding === undefined) throw new Error("the sample has a finding");
    const evil = { ...finding, title: text, message: text, evidence: [{ location: { path: text } }] as const };
    const hostile: Assessment = {
      ...assessment,
      controls: [{ ...first, evidence: [evil] }],
      scope: { ...assessment.scope, targets: [text] },
    };

    const page = exportFrameworkHtml(hostile, sampleContext("en"));
    const comment = exportFrameworkMarkdown(hostile, sampleContext("en"));

    expect(page).not.toMatch(/<(?:script|img|evil)|[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/iu);
    expect(comment.replaceAll(/<\/?(?:code|details|summary)>|<br>/g, "")).not.toMatch(/[<>]/);
    expect(comment).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
  });
});

test("exportFrameworkMarkdown writes counts, a row for each control, and the findings folded", () => {
  const comment = exportFrameworkMarkdown(assessment, sampleContext("en"));

  expect(comment).toContain("**1 failed, 1 passed, 1 not assessed**");
  expect(comment).toContain("| 4.6 | The image has a health check | ✓ passed |");
  expect(comment).toContain("· not assessed<br>Signatures are checked elsewhere.");
  expect(comment).toContain(
    "<summary>4.1 The container runs as a user of its own: failed: 2 findings, 1 accepted</summary>",
  );
});

describe("nothing is cut in silence", () => {
  const [first] = assessment.controls;
  const [finding] = first?.evidence ?? [];
  if (first === undefined || finding === undefined) throw new Error("the sample has a finding");

  test("a comment names reason, owner and end date of what was accepted", () => {
    const exception = { reason: "behind a proxy", owner: "team-a", expires: "2027-01-31" };
    const accepted = { ...finding, status: "accepted" as const, exception };

    const comment = exportFrameworkMarkdown(
      { ...assessment, controls: [{ ...first, evidence: [accepted] }] },
      sampleContext("ja"),
    );

    expect(comment).toContain("(リスク受容、behind a proxy、責任者: team-a、期限: 2027-01-31)");
    expect(comment).not.toContain("。 ");
  });

  test("a comment says of how many controls the findings did not fit, and how many targets it does not name", () => {
    const long = { ...finding, message: "m".repeat(300) };
    const controls = Array.from({ length: 20 }, () => ({ ...first, evidence: Array.from({ length: 20 }, () => long) }));
    const targets = Array.from({ length: 7 }, (_, index) => `${index}.yaml`);

    const comment = exportFrameworkMarkdown(
      { ...assessment, controls, scope: { ...assessment.scope, targets } },
      sampleContext("en"),
    );

    const shown = comment.split("<summary>").length - 1;
    expect(comment.length).toBeLessThan(65_536);
    expect(shown).toBeGreaterThan(0);
    expect(comment).toContain(`The findings of ${20 - shown} more controls do not fit here.`);
    expect(comment).toContain("<code>4.yaml</code> 2 more · ");
  });
});

describe("a control of which all findings are accepted is accepted, never passed", () => {
  const accepted: Assessment = {
    ...assessment,
    controls: assessment.controls.map((control) =>
      control.id === "4.6" ? { ...control, outcome: { ended: "passed", accepted: 2 } } : control,
    ),
  };

  test("json", () => {
    expect(JSON.parse(exportFrameworkJson(accepted, sampleContext("en")))).toMatchObject({
      counts: { failed: 1, accepted: 1, passed: 0, notAssessed: 1 },
      controls: [{ ended: "failed" }, { id: "4.6", ended: "accepted", accepted: 2 }, { ended: "not-assessed" }],
    });
  });

  test.each([
    { name: "table", write: exportFrameworkTable, en: "accepted: 2 findings", ja: "リスク受容: 検出事項 2 件" },
    {
      name: "markdown",
      write: exportFrameworkMarkdown,
      en: "○ accepted: 2 findings",
      ja: "○ リスク受容: 検出事項 2 件",
    },
    { name: "html", write: exportFrameworkHtml, en: "○ accepted: 2 findings", ja: "○ リスク受容: 検出事項 2 件" },
  ])("$name", ({ write, en, ja }) => {
    expect(write(accepted, sampleContext("en"))).toContain(en);
    expect(write(accepted, sampleContext("ja"))).toContain(ja);
  });

  test("is counted as itself", () => {
    expect(exportFrameworkTable(accepted, sampleContext("en"))).toContain(
      "1 failed, 1 accepted, 0 passed, 1 not assessed",
    );
    expect(exportFrameworkMarkdown(accepted, sampleContext("ja"))).toContain(
      "不適合 1、リスク受容 1、適合 0、未評価 1",
    );
    expect(exportFrameworkHtml(accepted, sampleContext("en"))).toContain("2 of 3 controls were assessed.");
  });
});
