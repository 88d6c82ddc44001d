import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { ChangedFinding, FindingChange, ReportComparison, TargetComparison } from "../../model/comparison.ts";
import { compareReports } from "../../semantics/comparison/compare-reports.ts";
import { documentOf, flawFinding, reportOf } from "../../semantics/comparison/sample-findings.ts";
import { sampleContext, sampleDocument } from "../fixtures/sample-report.ts";
import { type AcceptedComparison, comparisonSchema } from "./comparison-schema.ts";
import { writeComparisonAs } from "./write-comparison.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(comparisonSchema());

function print(comparison: ReportComparison): unknown {
  return JSON.parse(writeComparisonAs("json", comparison, sampleContext("en")));
}

describe("comparisonSchema", () => {
  test("accepts exactly the model's types", () => {
    expectTypeOf<ReportComparison>().toExtend<AcceptedComparison>();
    expectTypeOf<AcceptedComparison>().toExtend<ReportComparison>();
    type AcceptedTarget = AcceptedComparison["targets"][number];
    type AcceptedChange = AcceptedTarget["changed"][number];
    expectTypeOf<keyof AcceptedComparison>().toEqualTypeOf<keyof ReportComparison>();
    expectTypeOf<keyof AcceptedTarget>().toEqualTypeOf<keyof TargetComparison>();
    expectTypeOf<keyof AcceptedChange>().toEqualTypeOf<keyof ChangedFinding>();
    expectTypeOf<keyof AcceptedChange["changes"][number]>().toEqualTypeOf<keyof FindingChange>();
    expect(Object.keys(comparisonSchema().$defs)).toContain("changedFinding");
  });

  test("carries the definitions that it needs and no others", () => {
    const names = Object.keys(comparisonSchema().$defs);

    expect(names).toEqual(expect.arrayContaining(["finding", "target", "vulnerability", "statement"]));
    expect(names).not.toContain("report");
    expect(names).not.toContain("remediationPlan");
  });

  const before = documentOf(
    reportOf([flawFinding("CVE-2024-1"), flawFinding("CVE-2024-2")]),
    reportOf([], { target: { kind: "sbom", name: "old.json" } }),
  );
  const after = documentOf(
    reportOf([
      flawFinding("CVE-2024-2", { severity: "high" }, { fixedIn: "1.1.0", status: "fixed" }),
      flawFinding("CVE-2024-3"),
    ]),
  );

  test.each([
    { name: "news of every kind", comparison: compareReports(before, after) },
    { name: "nothing before", comparison: compareReports(documentOf(), after) },
    { name: "nothing now", comparison: compareReports(before, documentOf()) },
    { name: "findings of every kind", comparison: compareReports(documentOf(), sampleDocument("en")) },
  ])("accepts what is written: $name", ({ comparison }) => {
    validate(print(comparison));
    expect(validate.errors).toBeNull();
  });

  test.each([
    { name: "a change without its aspect", broken: { changes: [{ before: "low" }] } },
    { name: "no change at all", broken: { changes: [] } },
  ])("refuses $name", ({ broken }) => {
    const comparison = compareReports(before, after);
    const targets = comparison.targets.map((one) => ({
      ...one,
      changed: one.changed.map((changed) => ({ ...changed, ...broken })),
    }));

    expect(validate({ ...comparison, targets })).toBe(false);
  });
});
