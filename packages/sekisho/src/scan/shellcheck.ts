import { runTool, type ToolOutcome } from "../access/tools/run-tool.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Coverage } from "../model/report.ts";
import type { OffsetRange } from "../model/source-text.ts";
import type { Text } from "../model/text.ts";
import type { Step } from "../semantics/stages/build.ts";
import { rangeOf, type StepScript, scriptsOf } from "../semantics/stages/scripts.ts";
import type { FurtherJudgement } from "./dockerfile.ts";
import type { Examination, JudgedViolation } from "./examine.ts";
import { parseShellcheckReport, type ShellcheckComment } from "./shellcheck-report.ts";

/** One run may take so long. */
const timeoutMs = 30_000;
/** One run may say so much. */
const maxOutputBytes = 16 * 1024 * 1024;
/** Runs at the same time for one file. */
const concurrency = 2;

/** Questions that mean nothing inside a Dockerfile: files that are sourced lie in the image. */
const excluded = "SC1090,SC1091";

const severities = { error: "medium", warning: "low", info: "info", style: "info" } as const;

/** A script as the program gets it: the variables of the image are declared on a line before it. */
interface PreparedScript {
  readonly script: StepScript;
  readonly input: string;
}

/** Makes a judge that hands the shell texts of a Dockerfile to the user's `shellcheck`, if it is on PATH. */
export function createShellcheckJudge(program = "shellcheck"): (examination: Examination) => Promise<FurtherJudgement> {
  return async (examination) => {
    const scripts = examination.build.steps.flatMap(prepareScripts);
    const outcomes = await runAll(program, scripts);
    const violations: JudgedViolation[] = [];
    const problems: Text[] = [];
    for (const [index, { script }] of scripts.entries()) {
      const reading = readOutcome(outcomes[index]);
      if ("problem" in reading) problems.push(reading.problem);
      else violations.push(...reading.comments.flatMap((comment) => toViolation(comment, script, examination) ?? []));
    }
    return {
      violations,
      coverage: [coverageOf(problems)],
      diagnostics: problems.slice(0, 1).map((message) => diagnose(message, examination)),
    };
  };
}

function prepareScripts(step: Step): readonly PreparedScript[] {
  const names = [...step.state.env.keys(), ...step.state.args.keys()].filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const declaration = names.length === 0 ? ":" : `export ${[...new Set(names)].map((name) => `${name}=x`).join(" ")}`;
  return scriptsOf(step)
    .filter(({ dialect, form }) => (dialect === "sh" || dialect === "bash") && form !== "exec")
    .map((script) => ({ script, input: `${declaration}\n${script.text.text}\n` }));
}

async function runAll(program: string, scripts: readonly PreparedScript[]): Promise<readonly ToolOutcome[]> {
  const outcomes: ToolOutcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < scripts.length; index = next++) {
      const prepared = scripts[index];
      if (prepared === undefined) return;
      const dialect = prepared.script.dialect;
      outcomes[index] = await runTool(program, {
        arguments: ["--norc", "--format=json1", `--shell=${dialect}`, `--exclude=${excluded}`, "-"],
        input: prepared.input,
        timeoutMs,
        maxOutputBytes,
      });
      if (outcomes[index]?.kind === "missing") next = scripts.length;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, scripts.length) }, work));
  return outcomes;
}

/** Gives what the program found, or why that is not known. Exit code 1 means that it found something. */
function readOutcome(
  outcome: ToolOutcome | undefined,
): { readonly comments: readonly ShellcheckComment[] } | { readonly problem: Text } {
  if (outcome === undefined || outcome.kind === "missing") return { problem: missing };
  if (outcome.kind === "failed") return { problem: failed(outcome.reason) };
  const comments = outcome.exitCode <= 1 ? parseShellcheckReport(outcome.output) : undefined;
  if (comments !== undefined) return { comments };
  return { problem: failed(`exit code ${outcome.exitCode}: ${outcome.errorOutput.trim().slice(0, 200)}`) };
}

/** Gives `undefined` for what is about the line before the script, and for what one of our own checks has found there. */
function toViolation(
  comment: ShellcheckComment,
  script: StepScript,
  examination: Examination,
): JudgedViolation | undefined {
  const inText = offsetsOf(script.text.text, comment);
  if (inText === undefined) return undefined;
  const range = rangeOf(script, inText);
  const code = `SC${comment.code}`;
  const alias = `shellcheck:${code}`;
  const isKnown = examination.violations.some(
    ({ rule, violation }) => rule.aliases.includes(alias) && overlap(violation.range, range),
  );
  if (isKnown) return undefined;
  const address = `https://www.shellcheck.net/wiki/${code}`;
  return {
    rule: {
      id: `shellcheck/${code}`,
      aliases: [alias],
      title: { en: `ShellCheck ${code}`, ja: `ShellCheck ${code}` },
      remediation: { en: `See ${address}`, ja: `${address} を参照してください。` },
    },
    violation: {
      message: { en: comment.message, ja: comment.message },
      range,
      subject: `${script.step.stage.subject}/shell:${code}`,
    },
    severity: severities[comment.level],
  };
}

/** Lines and columns count from 1, the declaration being line 1; a column is one code point. */
function offsetsOf(text: string, comment: ShellcheckComment): OffsetRange | undefined {
  const start = offsetOf(text, comment.line - 1, comment.column);
  const end = offsetOf(text, comment.endLine - 1, comment.endColumn);
  if (start === undefined) return undefined;
  return { start, end: Math.max(start, end ?? start) };
}

function offsetOf(text: string, line: number, column: number): number | undefined {
  if (line < 1) return undefined;
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf("\n", start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  let at = start;
  for (let passed = 1; passed < column && at < text.length; passed++)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function overlap(left: OffsetRange, right: OffsetRange): boolean {
  return left.start <= right.end && right.start <= left.end;
}

function coverageOf(problems: readonly Text[]): Coverage {
  const [first] = problems;
  if (first === undefined) return { plugin: "shellcheck", ended: "done" };
  return { plugin: "shellcheck", ended: "failed", reason: first.en };
}

function diagnose(message: Text, examination: Examination): Diagnostic {
  return { code: "shellcheck/failed", level: "error", message, location: { path: examination.syntax.source.path } };
}

const missing: Text = {
  en: "ShellCheck was asked for and is not on PATH; RUN bodies were judged by our own checks only.",
  ja: "ShellCheck の実行が指定されていますが、PATH に見つかりません。RUN の内容は独自のチェック項目だけで検査しました。",
};

function failed(reason: string): Text {
  return {
    en: `ShellCheck ended without a result (${reason}); RUN bodies were judged by our own checks only.`,
    ja: `ShellCheck が結果を返さずに終了しました（${reason}）。RUN の内容は独自のチェック項目だけで検査しました。`,
  };
}
