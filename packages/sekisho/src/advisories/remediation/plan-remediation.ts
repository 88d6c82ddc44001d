import type { Finding, VulnerablePackage } from "../../model/finding.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { RemediationAction, RemediationEffect, RemediationPlan } from "../../model/remediation.ts";
import { type Severity, severities as severityNames } from "../../model/severity.ts";
import type { Language } from "../../model/text.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import type { SupportCalendar } from "../../semantics/base-images/support-calendar.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import type { VulnerabilityStore } from "../vulnerability-store.ts";
import { baseImageAction } from "./base-image-action.ts";
import { dependencyActions } from "./dependency-actions.ts";
import { DependentIndex } from "./dependents.ts";
import { listOpenFlaws, type OpenFlaws } from "./flaw-instances.ts";
import { type ChosenCover, orderGreedily } from "./greedy-order.ts";
import type { DraftAction, RemediationContext } from "./remediation-context.ts";
import { removalActions } from "./removal-actions.ts";
import { systemActions } from "./system-actions.ts";

/** What was found in a target. */
export interface JudgedTarget {
  /** Of every kind: checks say which packages nothing needs. */
  readonly findings: readonly Finding[];
  /** What the matcher said of every package: findings name the version at most risk alone. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly inventory: Inventory;
}

/** What a plan obeys. */
export interface PlanSettings {
  readonly store: VulnerabilityStore;
  readonly language: Language;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Knows more of support periods than what comes with the program. */
  readonly calendar?: SupportCalendar | undefined;
  /** A version is clean when it has no known flaw of this severity or a worse one; `low` when left out. */
  readonly threshold?: Severity | undefined;
  /** Written before the paths of files. */
  readonly pathPrefix: string;
}

/**
 * Says what to do about the open flaws of a target's packages, in the order in which most risk goes first; `undefined`
 * where there are none.
 *
 * Each action is judged by the flaws that it takes away, a flaw in several packages by the part of them. A finding goes
 * with the action that takes its last package.
 */
export function planRemediation(target: JudgedTarget, settings: PlanSettings): RemediationPlan | undefined {
  const flaws = listOpenFlaws(target.findings, target.vulnerabilities, target.inventory);
  if (flaws.findings.length === 0) return undefined;
  const drafts = draftActions(target, flaws, settings);
  const ordered = orderGreedily(drafts, weightsOf(flaws));
  const whole = tallyOf(flaws.findings);
  const total = effectOf(whole, whole.risk);
  return { total, actions: toActions(ordered, flaws, { total, language: settings.language }) };
}

function draftActions(target: JudgedTarget, flaws: OpenFlaws, settings: PlanSettings): readonly DraftAction[] {
  const { inventory, findings } = target;
  const { instances } = flaws;
  const accepted = new Set(
    findings.flatMap((finding) =>
      finding.kind === "vulnerability" && finding.status === "accepted" && finding.vulnerability !== undefined
        ? [`${finding.vulnerability.flaw}\n${finding.subject}`]
        : [],
    ),
  );
  const context: RemediationContext = {
    inventory,
    store: settings.store,
    threshold: settings.threshold ?? "low",
    today: settings.today,
    calendar: settings.calendar,
    pathPrefix: settings.pathPrefix,
    isAccepted: ({ flaw, package: purl }) => accepted.has(`${flaw}\n${packageSubject(purl)}`),
  };
  const dependents = new DependentIndex(inventory.packages);
  const base = baseImageAction(instances, context);
  return [
    ...(base === undefined ? [] : [base]),
    ...systemActions(instances, context),
    ...dependencyActions(instances, dependents, context),
    ...removalActions({ instances, findings }, dependents, context),
  ];
}

/** A finding's risk is shared evenly by the packages that have the flaw. */
function weightsOf({ findings, instances }: OpenFlaws): readonly number[] {
  const counts = new Map<number, number>();
  for (const { finding } of instances) counts.set(finding, (counts.get(finding) ?? 0) + 1);
  return instances.map(({ finding }) => riskOf(findings[finding]) / (counts.get(finding) ?? 1));
}

function riskOf(finding: VulnerablePackage | undefined): number {
  return finding?.vulnerability?.risk ?? 0;
}

interface Framing {
  readonly total: RemediationEffect;
  readonly language: Language;
}

function toActions(
  ordered: readonly ChosenCover<DraftAction>[],
  { findings, instances }: OpenFlaws,
  { total, language }: Framing,
): readonly RemediationAction[] {
  const countOf = countByFinding(instances.map(({ finding }) => finding));
  const waiting = new Map(countOf);
  let left = tallyOf(findings);
  const pick = (indexes: Iterable<number>): readonly VulnerablePackage[] =>
    [...indexes].flatMap((index) => findings[index] ?? []);
  return ordered.map(({ cover, fresh }): RemediationAction => {
    const { elements, title, explanation, ...draft } = cover;
    const findingsOf = (indexes: readonly number[]): ReadonlyMap<number, number> =>
      countByFinding(indexes.flatMap((index) => instances[index]?.finding ?? []));
    const alone = [...findingsOf(elements)].filter(([finding, count]) => count === countOf.get(finding));
    const added: number[] = [];
    for (const [finding, count] of findingsOf(fresh)) {
      const rest = (waiting.get(finding) ?? 0) - count;
      waiting.set(finding, rest);
      if (rest > 0) continue;
      added.push(finding);
    }
    const adds = tallyOf(pick(added));
    left = subtract(left, adds);
    const removed = pick(alone.map(([finding]) => finding));
    return {
      ...draft,
      id: `${cover.kind}:${cover.subject}`,
      title: title[language],
      explanation: explanation[language],
      findings: removed.map(({ id }) => id),
      removes: effectOf(tallyOf(removed), total.risk),
      adds: effectOf(adds, total.risk),
      remains: effectOf(left, total.risk),
    };
  });
}

function countByFinding(findings: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const finding of findings) counts.set(finding, (counts.get(finding) ?? 0) + 1);
  return counts;
}

/** Findings counted, with the sum of their risks as it is. */
type Tally = Omit<RemediationEffect, "share">;

function tallyOf(findings: readonly VulnerablePackage[]): Tally {
  const severities = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  let risk = 0;
  for (const finding of findings) {
    severities[finding.severity] += 1;
    risk += riskOf(finding);
  }
  return { findings: findings.length, risk, severities };
}

function subtract(left: Tally, right: Tally): Tally {
  const severities = { ...left.severities };
  for (const severity of severityNames) severities[severity] -= right.severities[severity];
  return { findings: left.findings - right.findings, risk: left.risk - right.risk, severities };
}

function effectOf({ risk, ...counted }: Tally, whole: number): RemediationEffect {
  const share = whole === 0 ? 0 : Math.min(1, Math.max(0, risk / whole));
  return { ...counted, risk: Math.round(Math.max(0, risk) * 10) / 10, share: Math.round(share * 1000) / 1000 };
}
