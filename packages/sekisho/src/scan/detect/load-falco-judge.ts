import type { EventJudge, RuntimeJudge } from "../../detectors/alert.ts";
import { createFalcoJudge } from "../../detectors/falco/falco-judge.ts";
import { createFalcoRuntimeJudge } from "../../detectors/falco/falco-runtime-judge.ts";
import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import { readRuleFiles } from "../falco/read-rule-files.ts";

/** Rules of Falco, ready to judge events. */
export interface LoadedRules {
  /** Of audit events. */
  readonly judge: EventJudge;
  /** Of events of kernels. */
  readonly runtimeJudge: RuntimeJudge;
  /** Names of the rules for kernels. */
  readonly runtimeRules: ReadonlySet<string>;
  /** With an error, the rule that it stands in is not asked. */
  readonly problems: readonly RuleProblem[];
}

/**
 * Loads rule files of Falco as judges of audit events and of events of kernels.
 *
 * @throws {SekishoError} `target-not-found` or `target-unreadable` for the first file that cannot be read.
 */
export async function loadFalcoJudge(names: readonly string[], workingDirectory: string): Promise<LoadedRules> {
  const set = loadRuleFiles(await readRuleFiles(names, workingDirectory));
  return {
    judge: createFalcoJudge(set, { matching: "all" }),
    runtimeJudge: createFalcoRuntimeJudge(set, { matching: "all" }),
    runtimeRules: new Set(set.rules.flatMap(({ source, name }) => (source === "syscall" ? [name] : []))),
    problems: set.problems,
  };
}
