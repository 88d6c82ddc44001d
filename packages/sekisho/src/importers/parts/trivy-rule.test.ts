import { expect, test } from "vitest";
import { trivyRule } from "./trivy-rule.ts";

test.each([
  { name: "before 0.68", id: "DS002", rule: "DS-0002" },
  { name: "its longer form", id: "AVD-KSV-0014", rule: "KSV-0014" },
  { name: "since 0.68", id: "KSV-0014", rule: "KSV-0014" },
  { name: "somebody's own", id: "USR-my-rule", rule: "USR-my-rule" },
])("$name", ({ id, rule }) => {
  expect(trivyRule(id)).toBe(rule);
});
