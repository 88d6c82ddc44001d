import type { Script } from "../../formats/shell/syntax.ts";
import type { CheckDescription } from "../../model/check.ts";
import type { FixSafety, TextEdit, TextFix } from "../../model/fix.ts";
import type { Severity } from "../../model/severity.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { createMark, createMarkedTexts, type MarkedTexts } from "../../semantics/shell-words/text-marks.ts";
import type { DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { rangeOf, type StepScript, scriptsOf } from "../../semantics/stages/scripts.ts";
import {
  type DockerfileCheck,
  type DockerfileExample,
  type DockerfileViolation,
  defineDockerfileCheck,
} from "../dockerfile/define.ts";

/** A script that a shell reads while the image is built. */
export interface ShellScript {
  readonly script: Script;
  /** The calls that stand in the script itself, not in texts that it hands to another shell. */
  readonly calls: readonly CommandCall[];
  readonly step: Step;
  /** Gives the place in the file of a range of the script's text: longer than the range where lines were joined. */
  readonly placeOf: (range: OffsetRange) => OffsetRange;
}

/** One way a script fails a check. Its ranges are into the script's text. */
export interface ShellViolation {
  /** What is wrong here, with the names of this script; a sentence. */
  readonly message: Text;
  /** The words to underline. */
  readonly range: OffsetRange;
  /** Refines the stage's subject: `variable:FOO`, `command:cd /opt`. Stable when lines move. */
  readonly subject: string;
  /** When this one is better or worse than the check's own severity. */
  readonly severity?: Severity;
  readonly fix?: { readonly safety: FixSafety; readonly edits: readonly [TextEdit, ...TextEdit[]] };
}

/** A question about the shell scripts of RUN. */
export interface ShellCheck extends CheckDescription {
  readonly examples: {
    readonly fail: readonly [DockerfileExample, ...DockerfileExample[]];
    readonly pass: readonly [DockerfileExample, ...DockerfileExample[]];
  };
  /**
   * Texts without which no script fails: one that holds none of them is not looked through. Most scripts are short, and
   * there are many checks.
   */
  readonly marks?: readonly [string, ...string[]];
  /** Programs without a call of which no script fails: it is not asked about the scripts that call none of them. */
  readonly programs?: Iterable<string>;
  /** Every violation of one script; pure. */
  evaluate(script: ShellScript): readonly ShellViolation[];
}

/**
 * Declares a check of the scripts that RUN hands to a shell: its command line, heredocs, and `["sh", "-c", "…"]`, also
 * behind ONBUILD. Scripts of other interpreters are left alone.
 */
export function defineShellCheck(check: ShellCheck): DockerfileCheck {
  const marks = check.marks?.map(createMark);
  const programs = check.programs === undefined ? undefined : [...check.programs];
  return defineDockerfileCheck({
    ...check,
    evaluate(build) {
      const violations: DockerfileViolation[] = [];
      const found = shellScriptsOf(build);
      if (marks !== undefined) {
        for (const place of found.texts.holding(marks)) addViolationsAt(violations, check, build, found.scripts[place]);
      } else {
        const asked = programs === undefined ? found.scripts : scriptsCalling(found, programs);
        for (const script of asked) addViolationsAt(violations, check, build, script);
      }
      return violations;
    },
  });
}

/** A script as checks see it, and where it stands. */
interface LocatedScript {
  readonly shell: ShellScript;
  readonly located: StepScript;
  /** Its place among the scripts of the file. */
  readonly place: number;
}

/** The scripts of a file in file order, and their texts at the same places. */
interface ShellScripts {
  readonly scripts: readonly LocatedScript[];
  readonly texts: MarkedTexts;
  /** The scripts that call a program, by its name, in file order. */
  readonly byProgram: ReadonlyMap<string, readonly LocatedScript[]>;
}

const scriptsByBuild = new WeakMap<DockerfileBuild, ShellScripts>();

/** Finds the scripts once for all checks. */
function shellScriptsOf(build: DockerfileBuild): ShellScripts {
  const known = scriptsByBuild.get(build);
  if (known !== undefined) return known;
  const scripts: LocatedScript[] = [];
  for (const { step } of placedInstructions(build, "RUN")) {
    for (const located of scriptsOf(step)) {
      const { script, form } = located;
      if (script === undefined || form === "exec") continue;
      const calls = located.calls.some((call) => call.isNested) ? outerCalls(located) : located.calls;
      const shell = { script, calls, step, placeOf: (range: OffsetRange) => rangeOf(located, range) };
      scripts.push({ shell, located, place: scripts.length });
    }
  }
  const texts = createMarkedTexts(scripts.map(({ shell }) => shell.script.text));
  const found = { scripts, texts, byProgram: groupByProgram(scripts) };
  scriptsByBuild.set(build, found);
  return found;
}

function outerCalls({ calls }: StepScript): readonly CommandCall[] {
  return calls.filter((call) => !call.isNested);
}

function groupByProgram(scripts: readonly LocatedScript[]): ReadonlyMap<string, readonly LocatedScript[]> {
  const byProgram = new Map<string, LocatedScript[]>();
  for (const script of scripts) {
    for (const { name = "" } of script.shell.calls) {
      const calling = byProgram.get(name);
      if (calling === undefined) byProgram.set(name, [script]);
      else if (calling.at(-1) !== script) calling.push(script);
    }
  }
  return byProgram;
}

/** Gives the scripts that call one of the programs, in file order. */
function scriptsCalling({ byProgram }: ShellScripts, programs: readonly string[]): readonly LocatedScript[] {
  const lists = programs.flatMap((program) => [byProgram.get(program) ?? []]).filter((list) => list.length > 0);
  const [only = []] = lists;
  if (lists.length < 2) return only;
  return [...new Set(lists.flat())].sort((left, right) => left.place - right.place);
}

function addViolationsAt(
  into: DockerfileViolation[],
  check: ShellCheck,
  build: DockerfileBuild,
  script: LocatedScript | undefined,
): void {
  if (script === undefined) return;
  const { shell, located } = script;
  const violations = check.evaluate(shell);
  if (violations.length === 0) return;
  for (const violation of violations.toSorted((left, right) => left.range.start - right.range.start)) {
    const { fix, range, subject, ...rest } = violation;
    const repair = fix === undefined ? undefined : fixInFile(build, located, fix);
    into.push({
      ...rest,
      range: inFile(build, rangeOf(located, range)),
      subject: `${shell.step.stage.subject}/${subject}`,
      ...(repair === undefined ? {} : { fix: repair }),
    });
  }
}

/** The closing line that a heredoc lacks at the end of the file is in the script all the same. */
function inFile(build: DockerfileBuild, { start, end }: OffsetRange): OffsetRange {
  const { length } = build.syntax.source.text;
  return { start: Math.min(start, length), end: Math.min(end, length) };
}

/** Brings the edits of a script to the file; `undefined` where the file does not have the script's words as they are. */
function fixInFile(
  build: DockerfileBuild,
  located: StepScript,
  { safety, edits: [first, ...others] }: NonNullable<ShellViolation["fix"]>,
): TextFix | undefined {
  const head = editInFile(build, located, first);
  const tail = others.map((edit) => editInFile(build, located, edit));
  if (head === undefined) return undefined;
  const edits: [TextEdit, ...TextEdit[]] = [head];
  for (const edit of tail) {
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return { safety, edits };
}

function editInFile(build: DockerfileBuild, located: StepScript, edit: TextEdit): TextEdit | undefined {
  const range = editedRange(located, edit);
  const { text: file } = build.syntax.source;
  const written = file.slice(range.start, range.end);
  if (range.end > file.length || written !== located.text.text.slice(edit.start, edit.end)) return undefined;
  const text = located.form === "exec-shell" ? JSON.stringify(edit.text).slice(1, -1) : edit.text;
  return { start: range.start, end: range.end, text };
}

/** What is put in behind a unit stands behind that unit in the file, too, not behind a line continuation. */
function editedRange(located: StepScript, edit: TextEdit): OffsetRange {
  if (edit.start < edit.end || edit.start === 0) return rangeOf(located, edit);
  const before = rangeOf(located, { start: edit.start - 1, end: edit.start });
  const behind = rangeOf(located, edit);
  const isBehindBlank = /\s/.test(located.text.text.charAt(edit.start - 1));
  return isBehindBlank ? behind : { start: before.end, end: before.end };
}
