import { expect, test } from "vitest";
import { manifestChecks } from "./manifest-checks.ts";
import { findMeantRule } from "./meant-rule.ts";

test.each([
  { name: "an id", rule: "workload/privileged", meant: undefined },
  { name: "an alias", rule: "kubescape:C-0057", meant: undefined },
  { name: "a mistyped id", rule: "workload/privilegd", meant: "workload/privileged" },
  { name: "a mistyped alias", rule: "polaris:hostNetworkSett", meant: "polaris:hostNetworkSet" },
  { name: "a letter behind a number", rule: "checkov:CKV_K8S_16a", meant: "checkov:CKV_K8S_16" },
  { name: "another number", rule: "checkov:CKV_K8S_9999", meant: undefined },
  { name: "a tool that nobody knows", rule: "tool:privileged", meant: undefined },
  { name: "no word", rule: "", meant: undefined },
  { name: "a very long word", rule: "a".repeat(100_000), meant: undefined },
])("what is meant: $name", ({ rule, meant }) => {
  expect(findMeantRule(rule, manifestChecks)).toBe(meant);
});
