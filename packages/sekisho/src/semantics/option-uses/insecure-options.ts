import type { TextEdit } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import { type CallArgument, type OptionUse, readArguments } from "../commands/arguments.ts";
import { removeWords, replaceWord } from "../editing/argument-edits.ts";
import { fixOf, type PackageProblem } from "../package-calls/package-problem.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { runCallsOf } from "../stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";
import type { ProgramOptions } from "./option-grammars.ts";

/** What is asked about the options of some programs. */
export interface InsecureOption {
  readonly isInsecure: (option: OptionUse) => boolean;
  /** Says what the option does; it is given as it is written. */
  readonly message: (written: string) => Text;
  /** What to write instead, where leaving the option out is too little. */
  readonly replacement?: string;
}

/** Gives a problem for every option of the programs' calls in RUN that turns a safeguard off, in file order. */
export function insecureOptions(
  build: DockerfileBuild,
  { programs, grammar }: ProgramOptions,
  question: InsecureOption,
): readonly PackageProblem[] {
  const problems: PackageProblem[] = [];
  for (const located of runCallsOf(build, (program) => programs.test(program))) {
    const { name, args } = located.call;
    for (const option of readArguments(args, grammar).options) {
      if (!question.isInsecure(option)) continue;
      const last = lastWordOf(option, args);
      problems.push({
        message: question.message(writtenAs(option, last)),
        range: rangeOf(located.script, { start: option.argument.start, end: last.end }),
        subject: `${located.step.stage.subject}/command:${name}`,
        ...fixOf("proposal", repair(build, located, option, question.replacement)),
      });
    }
  }
  return problems;
}

/** The option's argument, or the one behind it that holds its value. */
function lastWordOf({ argument, value }: OptionUse, args: readonly CallArgument[]): CallArgument {
  if (value === undefined || argument.text.endsWith(value)) return argument;
  return args[args.indexOf(argument) + 1] ?? argument;
}

function writtenAs({ argument, name }: OptionUse, last: CallArgument): string {
  if (last !== argument) return `${argument.text} ${last.text}`;
  return isInCluster(argument, name) ? name : argument.text;
}

function isInCluster(argument: CallArgument, name: string): boolean {
  return /^-[^-]$/.test(name) && argument.text.length > 2;
}

function repair(
  build: DockerfileBuild,
  located: LocatedCall,
  option: OptionUse,
  replacement: string | undefined,
): TextEdit | undefined {
  const { argument, name } = option;
  if (replacement !== undefined) return replaceWord(build, located, argument.word, replacement);
  if (!isInCluster(argument, name)) {
    return removeWords(build, located, argument.word, lastWordOf(option, located.call.args).word);
  }
  return replaceWord(build, located, argument.word, argument.text.replace(name.slice(1), ""));
}
