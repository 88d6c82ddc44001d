import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import type { EventJudge } from "../../detectors/alert.ts";
import { createFalcoJudge } from "../../detectors/falco/falco-judge.ts";
import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import { SekishoError } from "../../model/error.ts";
import { loadRuleFiles, type RuleFileBytes } from "../../semantics/falco-rules/load-rule-files.ts";

/** A file of rules is not larger; the largest official one has 150 KB. */
const maxRuleFileBytes = 67_108_864;

/** Rules of Falco, ready to judge audit events. */
export interface LoadedRules {
  readonly judge: EventJudge;
  /** With an error, the rule that it stands in is not asked. */
  readonly problems: readonly RuleProblem[];
}

/**
 * Loads rule files of Falco as a judge of audit events.
 *
 * @throws {SekishoError} `target-unreadable` for a file that cannot be read.
 */
export async function loadFalcoJudge(names: readonly string[], workingDirectory: string): Promise<LoadedRules> {
  const files: RuleFileBytes[] = [];
  for (const name of names) {
    const reading = await readCappedFile(resolve(workingDirectory, name), maxRuleFileBytes);
    if (reading.kind === "refused") throw new SekishoError("target-unreadable", reading.message);
    files.push({ path: name, bytes: reading.bytes });
  }
  const set = loadRuleFiles(files);
  return { judge: createFalcoJudge(set), problems: set.problems };
}
