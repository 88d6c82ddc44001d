import { maxMatchedLength } from "../../formats/dockerfile/patterns.ts";
import { maxExpandedLength, tooLong, tooLongToMatch } from "../../formats/dockerfile/words.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import type { Text } from "../../model/text.ts";
import type { DockerfileBuild, StageState, Step } from "./build.ts";
import { type StepScript, scriptsOf } from "./scripts.ts";
import { findStage } from "./stage-sources.ts";
import { expand, lookupIn } from "./variables.ts";

/** Values below it cannot make a word of a file too long without thousands of uses. */
const shortValueLength = 1_024;

/** What to call the languages of scripts that are not read. */
const languageNames: Readonly<Record<NonNullable<StepScript["skipped"]>, string>> = {
  powershell: "PowerShell",
  cmd: "cmd",
  python: "Python",
  perl: "Perl",
  ruby: "Ruby",
  node: "JavaScript",
  php: "PHP",
  other: "",
};

/**
 * Says what of a build was left alone: scripts in languages that are not read, values that grow past the limit, a target
 * stage that is not there.
 */
export function buildDiagnostics(build: DockerfileBuild, target: string | undefined): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const step of build.steps) {
    for (const script of scriptsOf(step)) {
      if (script.skipped !== undefined) diagnostics.push(unreadScript(build, script, script.skipped));
    }
    diagnostics.push(...longValues(build, step));
  }
  if (target === undefined || findStage(build, target) !== undefined) return diagnostics;
  const { path } = build.syntax.source;
  return [unknownTarget(path, target), ...diagnostics];
}

/** Values stop to be followed where variables made of variables would fill the memory. */
function longValues(build: DockerfileBuild, { instruction, state }: Step): readonly Diagnostic[] {
  if (instruction.keyword !== "ENV" && instruction.keyword !== "ARG") return [];
  return instruction.pairs.flatMap(({ key, value }) => {
    // Only values near a limit can come to it, and few files have one.
    const isShort = value?.variables.every(({ name }) => isShortValue(state, name)) ?? true;
    if (value === undefined || isShort) return [];
    const message = describeLength(key.value, expand(value, lookupIn(state, false)).failure);
    if (message === undefined) return [];
    const location = locationOf(build.syntax.source, value);
    return [{ code: "dockerfile/value-too-long", level: "warning" as const, message, location }];
  });
}

function describeLength(name: string, failure: string | undefined): Text | undefined {
  if (failure === tooLong) {
    return {
      en: `${name} becomes longer than ${maxExpandedLength} characters: its value was not followed further.`,
      ja: `${name} の値が ${maxExpandedLength} 文字を超えるため、これ以降の値は追跡していません。`,
    };
  }
  if (failure !== tooLongToMatch) return undefined;
  return {
    en: `${name} takes a pattern out of a value of more than ${maxMatchedLength} characters: its value was not followed further.`,
    ja: `${name} は ${maxMatchedLength} 文字を超える値にパターンを適用しているため、これ以降の値は追跡していません。`,
  };
}

function isShortValue(state: StageState, name: string): boolean {
  const { value } = state.args.get(name) ?? state.env.get(name) ?? {};
  return value === undefined || value.length < shortValueLength;
}

function unreadScript(
  build: DockerfileBuild,
  script: StepScript,
  skipped: NonNullable<StepScript["skipped"]>,
): Diagnostic {
  const { instruction } = script.step;
  const language = languageNames[skipped];
  const words = script.step.state.shell.words.join(" ");
  return {
    code: "dockerfile/script-not-read",
    level: "warning",
    message: {
      en: `This ${instruction.keyword} runs a script ${language === "" ? `in a language that Sekisho does not read (${words})` : `in ${language}`}: its commands were not examined.`,
      ja: `この ${instruction.keyword} は ${language === "" ? `Sekisho が対応していない言語（${words}）` : language} のスクリプトを実行します。スクリプト内のコマンドは検査していません。`,
    },
    location: locationOf(build.syntax.source, instruction.keywordRange),
  };
}

function unknownTarget(path: string, target: string): Diagnostic {
  return {
    code: "dockerfile/unknown-target",
    level: "warning",
    message: {
      en: `There is no stage ${target}: the last stage was taken for the one that is built.`,
      ja: `ステージ ${target} はありません。最後のステージをビルド対象とみなしました。`,
    },
    location: { path },
  };
}
