import type { Condition } from "../../formats/falco-rules/condition-syntax.ts";
import { locate } from "../../formats/falco-rules/place.ts";
import { printCondition } from "../../formats/falco-rules/print-condition.ts";
import { loadRuleFiles } from "./load-rule-files.ts";
import type { ResolvedCondition, RuleSet } from "./rule-set.ts";

/** Loads files named `1.yaml`, `2.yaml`, … */
export function load(...texts: readonly string[]): RuleSet {
  return loadRuleFiles(texts.map((text, index) => ({ path: `${index + 1}.yaml`, bytes: Buffer.from(text) })));
}

/** Gives problems as `file:line:column code`, in the order of the files. */
export function problemsOf({ problems }: RuleSet): readonly string[] {
  return problems.map(({ code, place }) => {
    const { path, startLine, startColumn } = locate(place);
    return `${path}:${startLine}:${startColumn} ${code}`;
  });
}

/** Gives the condition of the first rule, macros and lists resolved. */
export function conditionOf({ rules }: RuleSet): string | undefined {
  const [rule] = rules;
  return rule === undefined ? undefined : printCondition(toCondition(rule.condition));
}

function toCondition(node: ResolvedCondition): Condition {
  const frame = { start: 0, end: 0 };
  if (node.kind === "check") return node.check;
  if (node.kind === "not") return { kind: "not", body: toCondition(node.body), ...frame };
  return { kind: node.kind, parts: node.parts.map(toCondition), ...frame };
}

/** A rule of which only the condition matters; `evt.type` keeps it from being called slow. */
export function rule(condition: string, more = ""): string {
  return `- rule: R\n  desc: d\n  condition: ${condition}\n  output: o\n  priority: INFO\n  warn_evttypes: false\n${more}`;
}
