import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import type { Coverage, Report, Target } from "../model/report.ts";
import { createSourceText, type SourceText } from "../model/source-text.ts";
import type { Language } from "../model/text.ts";
import type { SupportCalendar } from "../semantics/base-images/support-calendar.ts";
import type { BuildContext } from "../semantics/stages/build.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { decodeText } from "./decode-text.ts";
import { digestOf } from "./digest.ts";
import { type Examination, examine, type JudgedViolation } from "./examine.ts";
import { judgeInline } from "./exception-violations.ts";
import { type ConfiguredEntry, findAcceptance, obeyedExceptions, prepareInline } from "./exceptions.ts";
import { toFindings } from "./findings.ts";
import type { PlannedCheck } from "./plan.ts";
import { producer } from "./producer.ts";
import { reportDiagnostic } from "./reported-place.ts";

/** One Dockerfile as it was read. */
export interface DockerfileInput {
  /** As reports name it: relative to the working directory, or `-`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly context: BuildContext;
}

/** What every file of a scan has in common. */
export interface DockerfileSettings {
  readonly configuration: Configuration;
  readonly plan: readonly PlannedCheck[];
  readonly configured: readonly ConfiguredEntry[];
  readonly language: Language;
  readonly controlsOf: (checkId: string) => readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Knows more of support periods than what comes with the program. */
  readonly calendar?: SupportCalendar;
  readonly clock: () => Date;
  /** Judges RUN bodies with a program of the user; its violations stand beside ours. */
  readonly judgeFurther?: (examination: Examination) => Promise<FurtherJudgement>;
}

/** What a further judge adds. */
export interface FurtherJudgement {
  readonly violations: readonly JudgedViolation[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Scans one Dockerfile. Nothing in it makes this throw. */
export async function scanDockerfile(input: DockerfileInput, settings: DockerfileSettings): Promise<Report> {
  const startedAt = settings.clock().toISOString();
  const target: Target = { kind: "dockerfile", name: input.path, digest: await digestOf(input.bytes) };
  const decoded = decodeText(input.path, input.bytes);
  if (decoded.text === undefined) {
    const finishedAt = settings.clock().toISOString();
    return unexamined({ target, startedAt, finishedAt }, decoded.diagnostics, settings);
  }
  const source = createSourceText(input.path, decoded.text);
  const { configuration, plan, today, calendar } = settings;
  const { target: stage, buildArguments } = configuration;
  const examination = examine(source, {
    plan,
    context: input.context,
    target: stage,
    buildArguments,
    today,
    ...(calendar === undefined ? {} : { calendar }),
  });
  const further = await settings.judgeFurther?.(examination);
  const violations = [...examination.violations, ...(further?.violations ?? [])];
  return {
    schemaVersion: 1,
    producer,
    target,
    startedAt,
    finishedAt: settings.clock().toISOString(),
    findings: judge(violations, examination, { source, target, settings }),
    coverage: [...examination.coverage, ...(further?.coverage ?? [])],
    diagnostics: [...decoded.diagnostics, ...examination.diagnostics, ...(further?.diagnostics ?? [])].map(
      (diagnostic) => reportDiagnostic(diagnostic, settings.language),
    ),
  };
}

/** Turns violations into findings, accepts what comments and configuration accept, then judges the comments. */
function judge(
  violations: readonly JudgedViolation[],
  examination: Examination,
  file: { readonly source: SourceText; readonly target: Target; readonly settings: DockerfileSettings },
): readonly Finding[] {
  const { source, target, settings } = file;
  const inline = prepareInline(obeyedExceptions(examination.inline, settings.configuration), settings.today);
  const common = { target, source, language: settings.language, controlsOf: settings.controlsOf };
  const accept = ({ rule, violation }: JudgedViolation) =>
    findAcceptance(
      {
        rule,
        path: source.path,
        subject: violation.subject,
        offset: violation.range.start,
        language: settings.language,
      },
      inline,
      settings.configured,
    );
  // The exceptions are judged last: only then is it known which of them matched something.
  const findings = toFindings(violations, { ...common, findAcceptance: accept });
  const checks = settings.plan.map(({ check }) => check);
  const aboutExceptions = judgeInline(inline, settings.configuration, checks);
  if (aboutExceptions.length === 0) return findings;
  return toFindings([...violations, ...aboutExceptions], { ...common, findAcceptance: accept });
}

/** Gives the report of a file that could not be examined. */
export function unexamined(
  frame: Pick<Report, "target" | "startedAt" | "finishedAt">,
  diagnostics: readonly Diagnostic[],
  settings: Pick<DockerfileSettings, "plan" | "language">,
): Report {
  const reason = diagnostics[0]?.code ?? "target/unreadable";
  return {
    schemaVersion: 1,
    producer,
    ...frame,
    findings: [],
    coverage: settings.plan.map(({ check }) => ({ plugin: check.id, ended: "failed", reason })),
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, settings.language)),
  };
}
