import type { Assessment, AssessmentScope, ControlOutcome } from "../model/assessment.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Text } from "../model/text.ts";
import { type Control, type Framework, isAnswer } from "./framework.ts";

/** What a scan knows about checks, gathered once for all controls. */
interface Evidence {
  /** Open findings by rule. */
  readonly open: ReadonlyMap<string, readonly Finding[]>;
  /** Accepted findings by rule. */
  readonly accepted: ReadonlyMap<string, readonly Finding[]>;
  /** Checks that ran to the end on at least one target, and on none in part only. */
  readonly done: ReadonlySet<string>;
  /** Checks that failed or saw only a part of some target. */
  readonly incomplete: ReadonlySet<string>;
}

const withoutCheck: Text = {
  en: "No check answers this control.",
  ja: "この管理策に対応するチェック項目がありません。",
};

const onlyRefuted: Text = {
  en: "No problem was found, but the checks alone cannot show that the control is met.",
  ja: "問題は見つかりませんでしたが、対応するチェック項目だけでは適合を確認できません。",
};

/**
 * Answers every control of a framework from reports.
 *
 * A control failed when one of its checks has an open finding. It passed only when at least one of its checks ran to
 * the end, none failed or saw only a part, and nothing is open: what was not looked at never passes. Neither does a
 * control that a Dockerfile can only speak against.
 */
export function assess(framework: Framework, reports: readonly Report[]): Assessment {
  const evidence = gather(reports);
  const { id, title, version, source, controls } = framework;
  return {
    framework: { id, title, version, source },
    controls: controls.map((control) => ({
      ...control,
      outcome: judge(control, evidence),
      evidence: [...select(control.checks, evidence.open), ...select(control.checks, evidence.accepted)],
    })),
    scope: describeScope(reports, evidence),
  };
}

function describeScope(reports: readonly Report[], { done, incomplete }: Evidence): AssessmentScope {
  return {
    targets: reports.map(({ target }) => target.name),
    startedAt: reports.map(({ startedAt }) => startedAt).toSorted()[0],
    finishedAt: reports
      .map(({ finishedAt }) => finishedAt)
      .toSorted()
      .at(-1),
    tools: [...new Set(reports.map(({ producer }) => `${producer.name} ${producer.version}`))].toSorted(),
    checksDone: [...done].filter((plugin) => !incomplete.has(plugin)).length,
    checksIncomplete: incomplete.size,
  };
}

function judge(control: Control, evidence: Evidence): ControlOutcome {
  const { checks } = control;
  const findings = select(checks, evidence.open).length;
  const accepted = select(checks, evidence.accepted).length;
  if (findings > 0) return { ended: "failed", findings, accepted };
  if (checks.length === 0) return { ended: "not-assessed", reason: control.note ?? withoutCheck };
  if (control.canOnlyFail === true) return { ended: "not-assessed", reason: control.note ?? onlyRefuted };
  const incomplete = checks.filter((check) => hasAny(evidence.incomplete, check));
  if (incomplete.length > 0) return { ended: "not-assessed", reason: describeIncomplete(incomplete) };
  if (checks.some((check) => hasAny(evidence.done, check))) return { ended: "passed", accepted };
  return { ended: "not-assessed", reason: describeNotRun(checks) };
}

function describeIncomplete(checks: readonly string[]): Text {
  return {
    en: `These checks could not examine everything: ${checks.join(", ")}.`,
    ja: `次のチェック項目は対象の一部を検査できませんでした: ${checks.join("、")}`,
  };
}

function describeNotRun(checks: readonly string[]): Text {
  return {
    en: `None of its checks ran: ${checks.join(", ")}.`,
    ja: `対応するチェック項目が 1 つも実行されていません: ${checks.join("、")}`,
  };
}

function gather(reports: readonly Report[]): Evidence {
  const open = new Map<string, Finding[]>();
  const accepted = new Map<string, Finding[]>();
  const done = new Set<string>();
  const incomplete = new Set<string>();
  for (const report of reports) {
    for (const finding of report.findings) {
      const byRule = finding.status === "open" ? open : accepted;
      const known = byRule.get(finding.rule.id);
      if (known === undefined) byRule.set(finding.rule.id, [finding]);
      else known.push(finding);
    }
    for (const { plugin, ended } of report.coverage) {
      if (ended === "done") done.add(plugin);
      if (ended === "failed" || ended === "partial") incomplete.add(plugin);
    }
  }
  return { open, accepted, done, incomplete };
}

function select(checks: readonly string[], byRule: ReadonlyMap<string, readonly Finding[]>): readonly Finding[] {
  const found: Finding[][] = [];
  for (const [id, findings] of byRule) if (checks.some((check) => isAnswer(check, id))) found.push([...findings]);
  return found.flat();
}

function hasAny(ids: ReadonlySet<string>, check: string): boolean {
  return check.endsWith("/*") ? [...ids].some((id) => isAnswer(check, id)) : ids.has(check);
}
