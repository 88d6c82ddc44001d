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

/** Reads a Dockerfile and asks every check. A check that fails is reported; the others are asked all the same. */
export function examine(source: SourceText, settings: ExaminationSettings): Examination {
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
    const failure = ask(planned, build, violations);
    if (failure === undefined) coverage.push(ended(planned, hiding));
    else {
      coverage.push({ plugin: planned.check.id, ended: "failed", reason: failure });
      diagnostics.push(checkFailed(planned, source.path, failure));
    }
  }
  return { syntax, build, inline, violations, coverage, diagnostics };
}

/** Asks one check; gives the message of the error that ended it. */
function ask(planned: PlannedCheck, build: DockerfileBuild, into: JudgedViolation[]): string | undefined {
  const { check } = planned;
  try {
    for (const violation of check.evaluate(build, planned.parameters)) {
      into.push({ rule: check, violation, severity: planned.severity ?? violation.severity ?? check.severity });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function skipReason(planned: PlannedCheck, inline: InlineExceptions): string | undefined {
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
