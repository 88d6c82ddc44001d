import { sql } from "kysely";
import { type CheckResults, type Control, type Framework, frameworks, isAnswer, judgeControl } from "sekisho";
import type { z } from "zod";
import type { complianceTrend, controlState, frameworkSummary, wholeFramework } from "../contract/compliance.ts";
import type { TenantTransaction } from "../store/database.ts";
import { isSightingOf, type ResultFilter, readCheckResults } from "./check-results.ts";
import { readOpenByDay } from "./open-by-day.ts";
import { findRuleTexts } from "./rule-texts.ts";
import { anyOf, type Condition } from "./topic-conditions.ts";

type Summary = z.infer<typeof frameworkSummary>;
type ControlState = z.infer<typeof controlState>;
type WholeFramework = z.infer<typeof wholeFramework>;
type Outcomes = Summary["outcomes"];

/** Gives every framework with how its controls stand. */
export async function listFrameworks(transaction: TenantTransaction, filter: ResultFilter): Promise<Summary[]> {
  const { all } = await readCheckResults(transaction, filter);
  return frameworks.map((framework) => summarize(framework, all));
}

/** Finds a framework by its id. */
export function findFrameworkById(id: string): Framework | undefined {
  return frameworks.find((framework) => framework.id === id);
}

/** Gives a framework with every control, and what the answers rest on. */
export async function readFramework(
  transaction: TenantTransaction,
  framework: Framework,
  filter: ResultFilter,
): Promise<WholeFramework> {
  const { all, groups } = await readCheckResults(transaction, filter);
  return {
    ...summarize(framework, all),
    states: framework.controls.map((control) => stateOf(control, all)),
    spread: groups.map(({ project, assetKind, results }) => ({
      project,
      assetKind,
      outcomes: countOutcomes(framework, results),
    })),
    scope: await readScope(transaction, filter),
  };
}

/** Gives one control with how it stands. */
export async function readControl(
  transaction: TenantTransaction,
  control: Control,
  filter: ResultFilter,
): Promise<ControlState> {
  return stateOf(control, (await readCheckResults(transaction, filter)).all);
}

/** Gives the condition that a finding `f` is of a control's checks. */
export function isOfChecks(checks: readonly string[]): Condition {
  const rules = checks.filter((check) => !check.endsWith("/*"));
  const families = checks.filter((check) => check.endsWith("/*") && check !== "vulnerability/*");
  return anyOf([
    // Rules of a family begin with its name: a stretch of the index by rule.
    sql<boolean>`f.rule_id = ANY(${rules})`,
    ...families.map((family) => {
      const prefix = family.slice(0, -1);
      return sql<boolean>`(f.rule_id >= ${prefix} AND f.rule_id < ${`${prefix}\u{10ffff}`})`;
    }),
    ...(checks.includes("vulnerability/*") ? [sql<boolean>`f.kind = 'vulnerability'`] : []),
  ]);
}

/** Gives how many controls failed at the end of each day, and on how many findings. */
export async function readComplianceTrend(
  transaction: TenantTransaction,
  framework: Framework,
  filter: ResultFilter & { readonly days: number },
): Promise<z.infer<typeof complianceTrend>["days"]> {
  const days = await readOpenByDay(transaction, "rule", filter);
  const checks = [...new Set(framework.controls.flatMap((control) => control.checks))];
  return days.map(({ day, open }) => {
    const rules = [...open].filter(([rule, count]) => count > 0 && checks.some((check) => isAnswer(check, rule)));
    const failed = framework.controls.filter((control) =>
      rules.some(([rule]) => control.checks.some((check) => isAnswer(check, rule))),
    );
    return { day, failed: failed.length, findings: rules.reduce((sum, [, count]) => sum + count, 0) };
  });
}

function summarize(framework: Framework, results: CheckResults): Summary {
  const { id, title, version, source, controls } = framework;
  return { id, title, version, source, controls: controls.length, outcomes: countOutcomes(framework, results) };
}

function countOutcomes({ controls }: Framework, results: CheckResults): Outcomes {
  const counts = { failed: 0, accepted: 0, passed: 0, notAssessed: 0 };
  for (const control of controls) {
    const { ended } = outcomeOf(control, results);
    counts[ended === "not-assessed" ? "notAssessed" : ended]++;
  }
  return counts;
}

/** Gives how a control ended: one whose only findings are accepted is accepted, never passed. */
function outcomeOf(control: Control, results: CheckResults): ControlState["outcome"] {
  const outcome = judgeControl(control, results);
  if (outcome.ended !== "passed") return outcome;
  return outcome.accepted > 0 ? { ended: "accepted", accepted: outcome.accepted } : { ended: "passed" };
}

function stateOf(control: Control, results: CheckResults): ControlState {
  return {
    id: control.id,
    title: control.title,
    note: control.note ?? null,
    outcome: outcomeOf(control, results),
    checks: control.checks.map((check) => ({
      id: check,
      title: findRuleTexts(check)?.title ?? null,
      open: results.countOpen([check]),
      accepted: results.countAccepted([check]),
      assessed: assessedOf(check, results),
    })),
  };
}

function assessedOf(check: string, { done, incomplete }: CheckResults): "done" | "incomplete" | "no" {
  if ([...incomplete].some((plugin) => isAnswer(check, plugin))) return "incomplete";
  return [...done].some((plugin) => isAnswer(check, plugin)) ? "done" : "no";
}

async function readScope(transaction: TenantTransaction, filter: ResultFilter): Promise<WholeFramework["scope"]> {
  const { rows } = await sql<WholeFramework["scope"]>`
    SELECT count(DISTINCT s.asset_id)::int AS assets, coalesce(array_agg(DISTINCT w.source), '{}') AS sources,
      min(w.last_seen_at) AS "oldestSightAt", max(w.last_seen_at) AS "newestSightAt"
    FROM asset_sightings s
    JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
    JOIN assets a ON a.tenant_id = s.tenant_id AND a.asset_id = s.asset_id
    WHERE s.last_seen_at IS NULL AND ${isSightingOf(filter)}`.execute(transaction);
  return rows[0] ?? { assets: 0, sources: [], oldestSightAt: null, newestSightAt: null };
}
