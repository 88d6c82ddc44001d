import type { CommandForm, Heredoc, Instruction, Word } from "../../formats/dockerfile/syntax.ts";
import { parseShell } from "../../formats/shell/parser.ts";
import type { Script } from "../../formats/shell/syntax.ts";
import { exactList } from "../../model/exact-list.ts";
import { type MappedText, originRange, sliceMapped } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type CommandCall, findCalls } from "../commands/calls.ts";
import type { DockerfileBuild, InterpreterDialect, Step } from "./build.ts";
import { dialectOf, programOf } from "./interpreters.ts";
import { effectiveInstruction } from "./placed-instructions.ts";
import { jsonText, originOfScript, plainScript, quotedWords, type ScriptText, withHeredocs } from "./script-texts.ts";
import { createStepMemo } from "./step-memo.ts";

/** A text of a step that an interpreter runs. */
export interface StepScript extends ScriptText {
  readonly step: Step;
  /**
   * `line`: the shell form. `heredoc`: a heredoc body that is a script of its own. `exec-shell`: what a JSON form hands to
   * a shell (`["sh", "-c", "…"]`). `exec`: a JSON form that no shell reads; its words stand in single quotes in `text`.
   */
  readonly form: "line" | "heredoc" | "exec-shell" | "exec";
  readonly dialect: InterpreterDialect;
  /** `undefined` for a dialect that is not read. */
  readonly script: Script | undefined;
  /** Every call in source order, none for a dialect that is not read. */
  readonly calls: readonly CommandCall[];
  /** The dialect that was left alone; `undefined` for a text that was read. */
  readonly skipped: Exclude<InterpreterDialect, "sh" | "bash"> | undefined;
}

/** A call with its place in the file. */
export interface LocatedCall {
  readonly call: CommandCall;
  /** The simple command in the file. */
  readonly range: OffsetRange;
  readonly script: StepScript;
  readonly step: Step;
  /** Its place among the calls of the step, counted from 0. */
  readonly position: number;
}

/**
 * Gives every text that an interpreter runs for a step: the command of RUN, CMD, ENTRYPOINT, HEALTHCHECK, also behind
 * ONBUILD. A heredoc that a shell or another interpreter reads as its script is a text of its own, behind the command line
 * that it belongs to. Texts in a language that is not read are listed, too: `skipped` names it.
 */
export const scriptsOf = createStepMemo(readScripts);

/** Gives every call of a step with its place, in the order of its scripts. */
export const callsOf = createStepMemo(locateCalls);

/** Gives every call of every step, in file order. */
export function allCalls(build: Pick<DockerfileBuild, "steps">): readonly LocatedCall[] {
  return build.steps.flatMap(callsOf);
}

/** Gives the place in the file of a range in a script's text. */
export function rangeOf(script: ScriptText, range: OffsetRange): OffsetRange {
  return originOfScript(script, range);
}

function locateCalls(step: Step): readonly LocatedCall[] {
  const located: LocatedCall[] = [];
  for (const script of scriptsOf(step)) {
    for (const call of script.calls) {
      located.push({ call, range: rangeOf(script, call.range), script, step, position: located.length });
    }
  }
  return exactList(located);
}

function readScripts(step: Step): readonly StepScript[] {
  const instruction = effectiveInstruction(step.instruction);
  const command = commandOf(instruction);
  if (command === undefined) return noScripts;
  if (command.form === "exec") return command.words.length === 0 ? [] : [execScript(step, command.words)];
  return shellScripts(step, command.script, instruction.heredocs);
}

const noScripts: readonly StepScript[] = [];

function commandOf(instruction: Instruction): CommandForm | undefined {
  switch (instruction.keyword) {
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      return instruction.command;
    default:
      return undefined;
  }
}

function shellScripts(step: Step, line: MappedText, heredocs: readonly Heredoc[]): readonly StepScript[] {
  const { dialect } = step.state.shell;
  const [only] = heredocs;
  if (only !== undefined && isWholeLine(line, only)) {
    return [makeScript(step, "heredoc", plainScript(only.body), shebangDialect(only.body.text) ?? dialect)];
  }
  const text = heredocs.length === 0 ? line : withHeredocs(line, heredocs);
  const main = makeScript(step, "line", plainScript(text), dialect);
  return heredocs.length === 0 ? [main] : [main, ...heredocScripts(main)];
}

/** A command line that is one heredoc marker and nothing else: its body is the command. */
function isWholeLine(line: MappedText, heredoc: Heredoc): boolean {
  return (
    line.text.trim().length === heredoc.end - heredoc.start && originRange(line, whole(line)).start === heredoc.start
  );
}

/** Heredocs that a call reads as its program: `bash <<EOF`, `<<EOF python3`. */
function heredocScripts(main: StepScript): readonly StepScript[] {
  return main.calls.flatMap((call) => {
    if (call.isNested || !readsProgramFromInput(call)) return [];
    const body = call.node.redirects.findLast(({ operator }) => operator.startsWith("<"))?.heredoc?.body;
    const dialect = dialectOf(call.name ?? "");
    if (body === undefined || dialect === "other") return [];
    return [makeScript(main.step, "heredoc", plainScript(sliceMapped(main.text, body.start, body.end)), dialect)];
  });
}

/**
 * An interpreter takes its program from standard input when it is given none: with options only, with `-`, or with `-s`.
 * Options that take a program (`-c`, `-e` of perl and ruby) end that; `-o pipefail` and `-e` of a shell do not.
 */
function readsProgramFromInput(call: CommandCall): boolean {
  const dialect = dialectOf(call.name ?? "");
  const isShell = dialect === "sh" || dialect === "bash";
  for (const [index, { text }] of call.args.entries()) {
    if (text === "-" || (isShell && text === "-s")) return true;
    const isValue = isShell && /^[-+][a-zA-Z]*o$/.test(call.args[index - 1]?.text ?? "");
    if (isValue) continue;
    if (!/^[-+][a-zA-Z]+$/.test(text) || text.includes("c") || (!isShell && text.includes("e"))) return false;
  }
  return true;
}

function execScript(step: Step, words: readonly Word[]): StepScript {
  const program = programOf(words.map(({ value }) => value));
  const dialect = program === undefined ? "other" : dialectOf(program.name);
  const behind = words.slice((program?.index ?? 0) + 1);
  if (dialect === "powershell" || dialect === "cmd") {
    return makeScript(step, "exec-shell", quotedWords(behind), dialect);
  }
  const isShell = dialect === "sh" || dialect === "bash";
  const script = isShell ? shellArgument(behind) : undefined;
  if (script === undefined) return makeScript(step, "exec", quotedWords(words), "sh");
  return makeScript(step, "exec-shell", jsonText(script), dialect);
}

/** The word behind `-c` and further options: `["bash", "-o", "pipefail", "-c", "…"]`. */
function shellArgument(words: readonly Word[]): Word | undefined {
  let hasCommandFlag = false;
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? "";
    if (!/^[-+][a-zA-Z]/.test(value)) return hasCommandFlag ? words[index] : undefined;
    hasCommandFlag ||= value.startsWith("-") && value.includes("c");
    if (/^[-+][a-zA-Z]*o$/.test(value)) index++;
  }
  return undefined;
}

function shebangDialect(body: string): InterpreterDialect | undefined {
  if (!body.startsWith("#!")) return undefined;
  const [line = ""] = body.slice(2).split("\n", 1);
  return dialectOf(programOf(line.trim().split(/\s+/))?.name ?? "");
}

function makeScript(
  step: Step,
  form: StepScript["form"],
  { text, widths }: ScriptText,
  dialect: InterpreterDialect,
): StepScript {
  if (dialect !== "sh" && dialect !== "bash") {
    return { step, form, text, widths, dialect, script: undefined, calls: [], skipped: dialect };
  }
  const script = parseShell(text.text, dialect);
  return { step, form, text, widths, dialect, script, calls: findCalls(script), skipped: undefined };
}

function whole(mapped: MappedText): OffsetRange {
  return { start: 0, end: mapped.text.length };
}
