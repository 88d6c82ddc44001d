import type { Assessment, AssessmentScope } from "../model/assessment.ts";
import type { Finding } from "../model/finding.ts";
import { noSubject } from "../model/no-subject.ts";
import type { Report } from "../model/report.ts";
import { type Framework, isAnswer } from "./framework.ts";
import { type CheckResults, judgeControl } from "./judge-control.ts";

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
  /** Checks that found nothing to look at in some target. */
  readonly withoutSubject: ReadonlySet<string>;
}

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
      outcome: judgeControl(control, resultsOf(evidence)),
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

function resultsOf({ open, accepted, ...coverage }: Evidence): CheckResults {
  return {
    countOpen: (checks) => select(checks, open).length,
    countAccepted: (checks) => select(checks, accepted).length,
    ...coverage,
  };
}

function gather(reports: readonly Report[]): Evidence {
  const open = new Map<string, Finding[]>();
  const accepted = new Map<string, Finding[]>();
  const done = new Set<string>();
  const incomplete = new Set<string>();
  const withoutSubject = new Set<string>();
  for (const report of reports) {
    for (const finding of report.findings) {
      const byRule = finding.status === "open" ? open : accepted;
      const known = byRule.get(finding.rule.id);
      if (known === undefined) byRule.set(finding.rule.id, [finding]);
      else known.push(finding);
    }
    for (const { plugin, ended, reason } of report.coverage) {
      if (ended === "done") done.add(plugin);
      if (ended === "failed" || ended === "partial") incomplete.add(plugin);
      if (reason === noSubject) withoutSubject.add(plugin);
    }
  }
  return { open, accepted, done, incomplete, withoutSubject };
}

function select(checks: readonly string[], byRule: ReadonlyMap<string, readonly Finding[]>): readonly Finding[] {
  const found: Finding[][] = [];
  for (const [id, findings] of byRule) if (checks.some((check) => isAnswer(check, id))) found.push([...findings]);
  return found.flat();
}
