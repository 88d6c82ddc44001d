import { expect, test } from "vitest";
import { kubeBenchOutcome } from "./kube-bench-result.ts";

const place = { subject: "", pointer: "" };

// Numbers by hand from the tables of contents of the CIS Benchmarks: section 5.2 was numbered anew in 1.23.
test.each([
  { name: "CIS", version: "cis-1.9", number: "5.2.2", rule: "5.2.2" },
  { name: "CIS with two digits", version: "cis-1.12", number: "5.2.2", rule: "5.2.2" },
  { name: "CIS 1.23", version: "cis-1.23", number: "5.2.2", rule: "5.2.2" },
  { name: "CIS before 1.23", version: "cis-1.20", number: "5.2.2", rule: "cis-1.20/5.2.2" },
  { name: "CIS before 1.23, another section", version: "cis-1.6", number: "5.1.1", rule: "5.1.1" },
  { name: "CIS for k3s", version: "k3s-cis-1.8", number: "1.1.1", rule: "1.1.1" },
  { name: "of a cloud", version: "gke-1.6.0", number: "5.1.1", rule: "gke-1.6.0/5.1.1" },
  { name: "not said", version: "", number: "1.1.1", rule: "1.1.1" },
])("the rule of $name", ({ version, number, rule }) => {
  const outcome = kubeBenchOutcome({ test_number: number, status: "FAIL" }, { ...place, version });

  expect(outcome).toMatchObject({ kind: "finding", finding: { rule } });
});

// Source: kube-bench, check/check.go: what `type` and `scored` make of the state.
test.each([
  { name: "passed", told: { status: "PASS" }, outcome: { kind: "passed" } },
  { name: "skipped by its type", told: { status: "INFO", type: "skip" }, outcome: { kind: "left-out" } },
  { name: "manual", told: { status: "WARN", type: "manual" }, outcome: { kind: "left-out" } },
  { name: "manual by its text", told: { status: "WARN", test_desc: "Look (Manual)" }, outcome: { kind: "left-out" } },
  {
    name: "manual by its text, but looked at",
    told: { status: "WARN", test_desc: "Look (Manual)", actual_value: "--profiling=true" },
    outcome: { kind: "finding", finding: { severity: "low" } },
  },
  { name: "failed", told: { status: "FAIL", scored: true }, outcome: { finding: { severity: "high" } } },
  { name: "failed, not scored", told: { status: "FAIL", scored: false }, outcome: { finding: { severity: "medium" } } },
  { name: "of a state that nobody knows", told: { status: "ODD" }, outcome: { finding: { severity: "unknown" } } },
])("a test that is $name", ({ told, outcome }) => {
  expect(kubeBenchOutcome({ test_number: "1.1.1", ...told }, { ...place, version: "" })).toMatchObject(outcome);
});
