import { expect, test } from "vitest";
import { type ComplianceCopy, complianceRows, makeComplianceDocument } from "./compliance-document.ts";

const title = { en: "Demand", ja: "要求" };
const states: ComplianceCopy["framework"]["states"] = [
  { id: "1", title, note: null, outcome: { ended: "accepted", accepted: 2 }, checks: [] },
  { id: "2", title, note: null, outcome: { ended: "passed" }, checks: [] },
  { id: "3", title, note: null, outcome: { ended: "failed", findings: 1, accepted: 1 }, checks: [] },
];

const copy: ComplianceCopy = {
  language: "en",
  tenant: "default",
  project: undefined,
  assetKind: undefined,
  madeAt: "2026-11-22T00:00:00Z",
  framework: {
    id: "hipaa@2013",
    title,
    version: "2013",
    source: "45 CFR Part 164",
    controls: 3,
    outcomes: { failed: 1, accepted: 1, passed: 1, notAssessed: 0 },
    states,
    spread: [],
    scope: { assets: 1, sources: ["sekisho"], oldestSightAt: null, newestSightAt: null },
  },
  controls: states.map((state) => ({ state, findings: [], isCut: false })),
};

test("a control of which all findings are accepted is accepted in an auditor's copy, never passed", () => {
  const { sections } = makeComplianceDocument(copy);

  expect(sections[0]?.table?.rows).toEqual([
    ["failed", 1],
    ["accepted", 1],
    ["passed", 1],
    ["not assessed", 0],
  ]);
  expect(sections.flatMap(({ paragraphs }) => paragraphs).filter((line) => line.startsWith("Outcome"))).toEqual([
    "Outcome: accepted",
    "Outcome: passed",
    "Outcome: failed",
  ]);
  expect(complianceRows(copy).map((row) => row[3])).toEqual(expect.arrayContaining(["accepted", "passed", "failed"]));
});
