import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import type { FalcoSource } from "../../semantics/falco-rules/sources.ts";
import { createFalcoEvaluator, type FalcoEvaluator, type FalcoSettings } from "./falco-evaluator.ts";

/** Makes an evaluator of rules as they stand in a file. Throws when they have errors. */
export function evaluatorOf(yaml: string, settings?: FalcoSettings): FalcoEvaluator {
  const set = loadRuleFiles([{ path: "rules.yaml", bytes: Buffer.from(yaml) }]);
  const error = set.problems.find(({ level }) => level === "error");
  if (error !== undefined) throw new Error(error.message.en);
  return createFalcoEvaluator(set, settings);
}

/** Says what a condition makes of one event: `"undecided"` when the event cannot say what it asks. */
export function judge(condition: string, event: unknown, source: FalcoSource = "syscall"): boolean | "undecided" {
  const yaml = `- rule: R\n  desc: d\n  condition: ${JSON.stringify(condition)}\n  output: o\n  priority: INFO\n  source: ${source}\n`;
  const evaluator = evaluatorOf(yaml);
  const alerts = evaluator.evaluate(event, source);
  const isUndecided = evaluator.coverage().some(({ undecided }) => undecided > 0);
  return isUndecided ? "undecided" : alerts.length > 0;
}
