import { expect, test } from "vitest";
import type { RemediationAction, RemediationEffect } from "../../model/remediation.ts";
import type { Report } from "../../model/report.ts";
import { sampleContext, sampleReport } from "../fixtures/sample-report.ts";
import { exportHtml } from "../html/html.ts";
import { exportMarkdown } from "../markdown/markdown.ts";
import { exportTable } from "../table/table.ts";
import { actionPhrasesIn, firstActionsOf } from "./first-actions.ts";

function effect(findings: number, share: number): RemediationEffect {
  return {
    findings,
    risk: share * 100,
    share,
    severities: { critical: 0, high: findings, medium: 0, low: 0, info: 0 },
  };
}

function action(name: string, adds: RemediationEffect, remains: RemediationEffect): RemediationAction {
  return {
    id: `raise-dependency:pkg:npm/${name}`,
    kind: "raise-dependency",
    subject: `pkg:npm/${name}`,
    title: `Raise ${name} 1.0.0 → 1.2.0`,
    explanation: `Why ${name}.`,
    commands: [`npm install ${name}@1.2.0`],
    changes: [],
    findings: [],
    removes: adds,
    adds,
    remains,
  };
}

const planned: Report = {
  ...sampleReport("en"),
  remediationPlan: {
    total: effect(10, 1),
    actions: [
      action("left", effect(6, 0.6), effect(4, 0.4)),
      action("right", effect(3, 0.296), effect(1, 0.104)),
      action("other-way", effect(0, 0), effect(1, 0.104)),
    ],
  },
};
const document = { schemaVersion: 1, reports: [planned] } as const;

test("actions that add nothing are left out, and the share is that of all shown", () => {
  expect(firstActionsOf(document, 5)).toMatchObject([{ actions: [{}, {}], others: 0, share: 1 - 0.104 }]);
  expect(firstActionsOf(document, 1)).toMatchObject([{ actions: [{}], others: 1, share: 0.6 }]);
  expect(firstActionsOf({ schemaVersion: 1, reports: [sampleReport("en")] }, 5)).toEqual([]);
});

test.each([
  { name: "nearly all is not all", share: 0.9996, shown: "99 %" },
  { name: "hardly anything is not nothing", share: 0.001, shown: "1 %" },
  { name: "all", share: 1, shown: "100 %" },
  { name: "nothing", share: 0, shown: "0 %" },
])("$name", ({ share, shown }) => {
  expect(actionPhrasesIn("en").share(share)).toBe(shown);
});

test("the table shows one line an action before the counts, and in verbose mode why and how", () => {
  const plain = exportTable(document, sampleContext("en"));
  const verbose = exportTable(document, { ...sampleContext("en"), isVerbose: true });

  expect(plain).toContain(
    [
      "What to do first: 2 actions take 90 % of the risk away",
      "  1. Raise left 1.0.0 → 1.2.0                                  6 findings   60 %",
      "  2. Raise right 1.0.0 → 1.2.0                                 3 findings   30 %",
      "",
      "1 critical",
    ].join("\n"),
  );
  expect(plain).not.toContain("npm install");
  expect(verbose).toContain("     Why left.\n     npm install left@1.2.0\n");
});

test("Markdown has a table of actions with their commands", () => {
  expect(exportMarkdown(document, sampleContext("ja"))).toContain(
    "**優先すべき対処: 2 件でリスクの 90 % を解消**\n\n| 対処 | 解消する検出事項 | リスクに占める割合 |\n| --- | --- | --- |\n| Raise left 1.0.0 → 1.2.0<br><code>npm install left@1.2.0</code> | 検出事項 6 件 | 60 % |",
  );
});

test("HTML says what remains", () => {
  const html = exportHtml(document, sampleContext("en"));

  expect(html).toContain(
    "<strong>Raise left 1.0.0 → 1.2.0</strong><br>Why left.<pre><code>npm install left@1.2.0</code></pre>",
  );
  expect(html).toContain("After them 1 finding remains, 10 % of the risk.");
});
