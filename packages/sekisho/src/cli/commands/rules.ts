import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import type { SekishoError } from "../../model/error.ts";
import { readRuleFiles } from "../../scan/falco/read-rule-files.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import type { RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import { usageError, wrongWordError } from "../argument-errors.ts";
import { type Call, lastValue } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { ruleList, ruleListJson, ruleSummary, skippedRuleList } from "../output/rule-list.ts";
import { ruleProblemJson, ruleProblemLines } from "../output/rule-problem-lines.ts";
import { getOutputsOf } from "../outputs.ts";
import { rulesActions, rulesFormats } from "../rules-command.ts";
import type { Terminal } from "../terminal.ts";

/** Checks, lists or tries rules of Falco. */
export async function runRules(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [written = "", ...files] = call.operands;
  const action = rulesActions.find((known) => known === written);
  if (action === undefined) throw wrongWordError("ACTION", written, rulesActions);
  if (action !== "test" && lastValue(call, "matching") !== undefined) throw noMeaning("matching", action);
  if (action === "check" && lastValue(call, "source") !== undefined) throw noMeaning("source", action);
  const isRules = (name: string) => action !== "test" || /\.ya?ml$/i.test(name);
  const names = files.filter(isRules);
  if (names.length === 0) throw noRules();
  const set = loadRuleFiles(await readRuleFiles(names, terminal.workingDirectory));
  if (action === "check") return checkRules(set, { call, terminal, fileCount: names.length });
  await sayProblems(set.problems, terminal);
  if (action === "list") return listRules(set, { call, terminal, fileCount: names.length });
  const { testRules } = await import("./rules-test.ts");
  return testRules(
    set,
    files.filter((name) => !isRules(name)),
    { call, terminal },
  );
}

interface RuleRun {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly fileCount: number;
}

async function checkRules(set: RuleSet, { call, terminal, fileCount }: RuleRun): Promise<ExitCode> {
  for (const { format, file } of getOutputsOf(call, rulesFormats, "table")) {
    if (format === "json") {
      const problems = set.problems.map((problem) => ruleProblemJson(problem, terminal.language));
      await deliver([`${JSON.stringify({ problems, counts: set.counts }, undefined, 2)}\n`], file, terminal);
      continue;
    }
    const look = file === undefined ? terminal : { ...plainLook, language: terminal.language };
    const lines = set.problems.map((problem) => `${ruleProblemLines(problem, look)}\n`);
    await deliver([...lines, ruleSummary(set, fileCount, terminal.language)], file, terminal);
  }
  return hasErrors(set) ? exitCodes.findings : exitCodes.done;
}

const plainLook = { columns: 100, hasColour: false, hasUnicode: true } as const;

async function listRules(set: RuleSet, { call, terminal, fileCount }: RuleRun): Promise<ExitCode> {
  const wanted = lastValue(call, "source");
  const rules = set.rules.filter(({ source }) => wanted === undefined || source === wanted);
  // No skipped rule is for a source that can be chosen.
  const skipped = wanted === undefined ? set.skipped : [];
  const { language } = terminal;
  for (const { format, file } of getOutputsOf(call, rulesFormats, "table")) {
    const table = () => ruleList(rules, language) + skippedRuleList(skipped, language);
    const text = format === "json" ? ruleListJson(rules, skipped) : table();
    await deliver([text], file, terminal);
  }
  // What is listed is not all that was written.
  if (hasErrors(set)) await terminal.writeError(ruleSummary(set, fileCount, terminal.language));
  return hasErrors(set) ? exitCodes.findings : exitCodes.done;
}

/** Says errors on standard error: what is printed is not of all rules. */
async function sayProblems(problems: readonly RuleProblem[], terminal: Terminal): Promise<void> {
  const look = { ...terminal, language: terminal.language, hasColour: terminal.hasErrorColour };
  for (const problem of problems) {
    if (problem.level === "error") await terminal.writeError(`${ruleProblemLines(problem, look)}\n`);
  }
}

function hasErrors({ problems }: RuleSet): boolean {
  return problems.some(({ level }) => level === "error");
}

function noRules(): SekishoError {
  return usageError(
    {
      en: "expected a Falco rule file that ends in .yaml or .yml",
      ja: ".yaml または .yml で終わる Falco のルールファイルを指定してください。",
    },
    findCommand("rules"),
  );
}

function noMeaning(option: "matching" | "source", action: string): SekishoError {
  return usageError(
    { en: `--${option} has no meaning for ${action}`, ja: `--${option} は ${action} では使えません。` },
    findCommand("rules"),
  );
}
