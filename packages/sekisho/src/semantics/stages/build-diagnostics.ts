import type { Diagnostic } from "../../model/diagnostic.ts";
import { type OffsetRange, positionAt } from "../../model/source-text.ts";
import type { DockerfileBuild } from "./build.ts";
import { type StepScript, scriptsOf } from "./scripts.ts";
import { findStage } from "./stage-sources.ts";

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

/** Says what of a build was left alone: scripts in languages that are not read, a target stage that is not there. */
export function buildDiagnostics(build: DockerfileBuild, target: string | undefined): readonly Diagnostic[] {
  const unread = build.steps.flatMap((step) => scriptsOf(step).flatMap((script) => unreadScript(build, script)));
  if (target === undefined || findStage(build, target) !== undefined) return unread;
  const { path } = build.syntax.source;
  return [unknownTarget(path, target), ...unread];
}

function unreadScript(build: DockerfileBuild, script: StepScript): readonly Diagnostic[] {
  if (script.skipped === undefined) return [];
  const { instruction } = script.step;
  const language = languageNames[script.skipped];
  const words = script.step.state.shell.words.join(" ");
  return [
    {
      code: "dockerfile/script-not-read",
      level: "warning",
      message: {
        en: `This ${instruction.keyword} runs a script ${language === "" ? `in a language that Sekisho does not read (${words})` : `in ${language}`}: its commands were not examined.`,
        ja: `この ${instruction.keyword} は ${language === "" ? `Sekisho が対応していない言語（${words}）` : language} のスクリプトを実行します。スクリプト内のコマンドは検査していません。`,
      },
      location: locate(build, instruction.keywordRange),
    },
  ];
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

function locate({ syntax: { source } }: DockerfileBuild, range: OffsetRange) {
  const start = positionAt(source, range.start);
  const end = positionAt(source, range.end);
  return {
    path: source.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
