import type { EventJudge } from "../../detectors/alert.ts";
import { createFalcoJudge } from "../../detectors/falco/falco-judge.ts";
import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import { readRuleFiles } from "../falco/read-rule-files.ts";

/** Rules of Falco, ready to judge audit events. */
export interface LoadedRules {
  readonly judge: EventJudge;
  /** With an error, the rule that it stands in is not asked. */
  readonly problems: readonly RuleProblem[];
}

/**
 * Loads rule files of Falco as a judge of audit events.
 *
 * @throws {SekishoError} `target-not-found` or `target-unreadable` for the first file that cannot be read.
 */
export async function loadFalcoJudge(names: readonly string[], workingDirectory: string): Promise<LoadedRules> {
  const set = loadRuleFiles(await readRuleFiles(names, workingDirectory));
  return { judge: createFalcoJudge(set, { matching: "all" }), problems: set.problems };
}
