import { expect, test } from "vitest";
import { makePostureDocument, type Posture } from "./posture-document.ts";

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

const posture: Omit<Posture, "language"> = {
  tenant: "default",
  project: undefined,
  madeAt: "2026-11-22T00:00:00Z",
  overview: { open: none, projects: [], overdue: 0, trend: [], repair: [] },
  trend: { days: [], repair: [], overdue: none, dueSoon: none },
  actions: [],
  frameworks: [
    {
      id: "hipaa@2013",
      title: { en: "Security Rule", ja: "セキュリティ規則" },
      version: "2013",
      source: "45 CFR Part 164",
      controls: 10,
      outcomes: { failed: 1, accepted: 2, passed: 3, notAssessed: 4 },
    },
  ],
  worst: [],
};

test.each([
  {
    name: "English",
    language: "en",
    titles: ["Framework", "failed", "accepted", "passed", "not assessed"],
    row: ["Security Rule", 1, 2, 3, 4],
  },
  {
    name: "Japanese",
    language: "ja",
    titles: ["基準", "不適合", "リスク受容", "適合", "未評価"],
    row: ["セキュリティ規則", 1, 2, 3, 4],
  },
] as const)("accepted controls have a column of their own in $name", ({ language, titles, row }) => {
  const { sections } = makePostureDocument({ ...posture, language });
  const table = sections.find((section) => section.table?.columns[0]?.title === titles[0])?.table;

  expect(table?.columns.map(({ title }) => title)).toEqual(titles);
  expect(table?.rows).toEqual([row]);
});
