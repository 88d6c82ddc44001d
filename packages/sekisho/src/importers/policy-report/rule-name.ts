import { toolIdOf } from "../parts/tool-id.ts";
import { trivyRule } from "../parts/trivy-rule.ts";
import type { PolicyResult } from "./schema.ts";

const maxUnits = 300;

/** Gives the rule of a result: its policy and, where a policy has several rules, the rule. */
export function ruleName({ policy, rule }: PolicyResult): string {
  const parts = [policy ?? "", rule ?? ""].map((part) => part.slice(0, maxUnits)).filter((part) => part !== "");
  return [...new Set(parts)].join("/");
}

/** Gives the names by which the tool that wrote a result calls its rule. */
export function ruleAliases({ policy, rule }: PolicyResult, source: string): readonly string[] {
  const names = [rule ?? "", policy ?? ""].map((name) => name.slice(0, maxUnits)).filter((name) => name !== "");
  const tool = toolIdOf(source) ?? "";
  const found = new Set<string>();
  for (const name of names) {
    const check = /\b(?:AVD-)?KSV-?\d{3,5}\b/.exec(name)?.[0];
    if (check !== undefined) found.add(`trivy:${trivyRule(check)}`);
    const number = tool === "kube-bench" ? /^\d{1,2}(?:\.\d{1,3}){1,3}/.exec(name)?.[0] : undefined;
    if (number !== undefined) found.add(`kube-bench:${number}`);
  }
  const [first] = names;
  if (tool === "kyverno" && policy) {
    found.add(`kyverno:${policy.slice(0, maxUnits)}`);
    // Rules that Kyverno derives for the owners of pods are those of the pods.
    const own = (rule ?? "").slice(0, maxUnits).replace(/^autogen-(?:cronjob-)?/, "");
    if (own !== "") found.add(`kyverno:${own}`);
  } else if (tool !== "" && first !== undefined && !tool.startsWith("trivy")) found.add(`${tool}:${first}`);
  return [...found];
}
