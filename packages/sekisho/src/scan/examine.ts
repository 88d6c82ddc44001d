import type { DockerfileViolation } from "../checks/dockerfile/define.ts";
import { parseDockerfile } from "../formats/dockerfile/parser.ts";
import type { DockerfileSyntax } from "../formats/dockerfile/syntax.ts";
import type { CheckDescription } from "../model/check.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Coverage } from "../model/report.ts";
import type { Severity } from "../model/severity.ts";
import type { SourceText } from "../model/source-text.ts";
import type { SupportCalendar } from "../semantics/base-images/support-calendar.ts";
import { findInlineExceptions } from "../semantics/inline-exceptions/find-inline-exceptions.ts";
import type { InlineExceptions } from "../semantics/inline-exceptions/inline-exception.ts";
import type { BuildContext, DockerfileBuild } from "../semantics/stages/build.ts";
import { buildDiagnostics } from "../semantics/stages/build-diagnostics.ts";
import { buildModel } from "../semantics/stages/build-model.ts";
import type { PlannedCheck } from "./plan.ts";
import { matchesRule } from "./rule-name.ts";

/** What a finding says of the rule that it breaks. */
export type ReportedRule = Pick<CheckDescription, "id" | "aliases" | "title" | "remediation" | "findingKind">;

/** A violation with the rule that it breaks. */
export interface JudgedViolation {
  readonly rule: ReportedRule;
  readonly violation: DockerfileViolation;
  readonly severity: Severity;
}

/** Everything that the text of one Dockerfile says. */
export interface Examination {
  readonly syntax: DockerfileSyntax;
  readonly build: DockerfileBuild;
  readonly inline: InlineExceptions;
  /** By check, in file order within a check. */
  readonly violations: readonly JudgedViolation[];
  /** One line for every check. */
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What an examination obeys. */
export interface ExaminationSettings {
  readonly plan: readonly PlannedCheck[];
  readonly context: BuildContext;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Knows more of support periods than what comes with the program. */
  readonly calendar?: SupportCalendar;
}

/** A Dockerfile that was read, before any check is asked. */
export interface DockerfileReading {
  readonly source: SourceText;
  readonly syntax: DockerfileSyntax;
  readonly inline: InlineExceptions;
  readonly build: DockerfileBuild;
}

/** What a check said: its violations, or the message of the error that ended it. */
export type CheckAnswer =
  | { readonly violations: readonly DockerfileViolation[] }
  | { readonly violations?: undefined; readonly failure: string };

/** Reads a Dockerfile and asks every check. A check that fails is reported; the others are asked all the same. */
export function examine(source: SourceText, settings: ExaminationSettings): Examination {
  const reading = readDockerfile(source, settings);
  return gatherAnswers(reading, settings, (planned) => askCheck(planned, reading.build));
}

/** Reads what the text of a Dockerfile says, and what it means. */
export function readDockerfile(source: SourceText, settings: Omit<ExaminationSettings, "plan">): DockerfileReading {
  const syntax = parseDockerfile(source);
  const inline = findInlineExceptions(syntax);
  const build = buildModel(syntax, {
    context: settings.context,
    buildArguments: settings.buildArguments,
    today: settings.today,
    ...(settings.calendar === undefined ? {} : { calendar: settings.calendar }),
    shells: inline.shells,
    ...(settings.target === undefined ? {} : { target: settings.target }),
  });
  return { source, syntax, inline, build };
}

/** Asks one check. */
export function askCheck(
  { check, parameters }: Pick<PlannedCheck, "check" | "parameters">,
  build: DockerfileBuild,
): CheckAnswer {
  try {
    return { violations: check.evaluate(build, parameters) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Puts together what the checks say, in the order of the plan. A check that is left out is not asked for its answer. */
export function gatherAnswers(
  { source, syntax, inline, build }: DockerfileReading,
  settings: Pick<ExaminationSettings, "plan" | "target">,
  answerOf: (planned: PlannedCheck) => CheckAnswer,
): Examination {
  const diagnostics = [...syntax.diagnostics, ...inline.diagnostics, ...buildDiagnostics(build, settings.target)];
  const hiding = diagnostics.find((diagnostic) => diagnostic.level === "error");
  const violations: JudgedViolation[] = [];
  const coverage: Coverage[] = [];
  for (const planned of settings.plan) {
    const skipped = skipReason(planned, inline);
    if (skipped !== undefined) {
      coverage.push({ plugin: planned.check.id, ended: "skipped", reason: skipped });
      continue;
    }
    const answer = answerOf(planned);
    if (answer.violations === undefined) {
      coverage.push({ plugin: planned.check.id, ended: "failed", reason: answer.failure });
      diagnostics.push(checkFailed(planned, source.path, answer.failure));
      continue;
    }
    for (const violation of answer.violations) violations.push(judged(planned, violation));
    coverage.push(ended(planned, hiding));
  }
  return { syntax, build, inline, violations, coverage, diagnostics };
}

function judged({ check, severity }: PlannedCheck, violation: DockerfileViolation): JudgedViolation {
  return { rule: check, violation, severity: severity ?? violation.severity ?? check.severity };
}

/** Gives why a check is not asked about this file; `undefined` when it is. */
export function skipReason(
  planned: Pick<PlannedCheck, "check" | "skipped">,
  inline: InlineExceptions,
): string | undefined {
  if (planned.skipped !== "optional") return planned.skipped;
  return inline.enabledRules.some((rule) => matchesRule(rule, planned.check)) ? undefined : "optional";
}

function ended(planned: PlannedCheck, hiding: Diagnostic | undefined): Coverage {
  if (hiding === undefined) return planned.done;
  return { plugin: planned.check.id, ended: "partial", reason: hiding.code };
}

function checkFailed(planned: PlannedCheck, path: string, failure: string): Diagnostic {
  const { id } = planned.check;
  return {
    code: "check/failed",
    level: "error",
    message: {
      en: `The check ${id} ended with an error and says nothing about this file: ${failure}. The other checks were asked.`,
      ja: `チェック項目 ${id} がエラーで終了したため、このファイルについては未検査です（${failure}）。ほかのチェック項目は検査しました。`,
    },
    location: { path },
  };
}
