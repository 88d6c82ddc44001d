import type { TextEdit } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import type { CallArgument } from "../commands/arguments.ts";
import { removeWords, replaceWord } from "../editing/argument-edits.ts";
import { fixOf, type PackageProblem } from "../package-calls/package-problem.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import { runCallsOf } from "../stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";

/** A setting of a program that turns a safeguard off. */
export interface InsecureSetting {
  readonly programs: ReadonlySet<string>;
  /** The setting's name, with what may stand before it. */
  readonly name: RegExp;
  /** An option that turns the safeguard off without a value. */
  readonly switch?: string;
  /** Says what the setting does to the program. */
  readonly message: (program: string) => Text;
}

interface FoundSetting {
  readonly first: CallArgument;
  /** The argument that holds the value. */
  readonly last: CallArgument;
}

/**
 * Gives a problem for every call in RUN that turns a safeguard off in one of the ways in which programs take settings:
 * `set name false`, `set name=false`, `-c name=false`, `--name=false`, or an option of its own.
 */
export function insecureSettings(build: DockerfileBuild, setting: InsecureSetting): readonly PackageProblem[] {
  return runCallsOf(build, (program) => setting.programs.has(program)).flatMap((located) => {
    const { name = "", args } = located.call;
    const found = findSetting(args, setting);
    if (found === undefined) return [];
    return [
      {
        message: setting.message(name),
        range: rangeOf(located.script, { start: found.first.start, end: found.last.end }),
        subject: `${located.step.stage.subject}/command:${name}`,
        ...fixOf("proposal", repair(build, located, found)),
      },
    ];
  });
}

function findSetting(args: readonly CallArgument[], setting: InsecureSetting): FoundSetting | undefined {
  for (const [index, argument] of args.entries()) {
    if (argument.text === setting.switch) return { first: argument, last: argument };
    const equals = argument.text.indexOf("=");
    if (!setting.name.test(equals < 0 ? argument.text : argument.text.slice(0, equals))) continue;
    const last = equals < 0 ? args[index + 1] : argument;
    const value = equals < 0 ? last?.text : argument.text.slice(equals + 1);
    if (last === undefined || !/^["']?(?:false|0|no|off)["']?$/i.test(value ?? "")) continue;
    const before = args[index - 1];
    return { first: equals > 0 && before?.text === "-c" ? before : argument, last };
  }
  return undefined;
}

/** Takes an option away; a setting that is written down somewhere is turned on again. */
function repair(build: DockerfileBuild, located: LocatedCall, { first, last }: FoundSetting): TextEdit | undefined {
  if (first.text.startsWith("-")) return removeWords(build, located, first.word, last.word);
  if (first !== last) return replaceWord(build, located, last.word, "true");
  return replaceWord(build, located, last.word, `${last.text.slice(0, last.text.indexOf("=") + 1)}true`);
}
