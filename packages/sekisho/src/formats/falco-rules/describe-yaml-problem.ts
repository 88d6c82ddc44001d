import type { SourceText } from "../../model/source-text.ts";
import { yamlSourceProblemText } from "../yaml-source/problem-text.ts";
import type { YamlSourceProblem } from "../yaml-source/syntax.ts";
import { type RuleProblem, ruleError, ruleWarning } from "./rule-problem.ts";

/** Gives the problem of a document that is no sound YAML. A key that stands twice is doubtful, not wrong. */
export function describeYamlProblem({ code, start, end }: YamlSourceProblem, source: SourceText): RuleProblem {
  const problem = code === "duplicate-key" ? ruleWarning : ruleError;
  return problem(`yaml-${code}`, { source, start, end }, yamlSourceProblemText(code));
}
