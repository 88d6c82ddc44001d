import { sql } from "kysely";
import { type CheckResults, isAnswer } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";
import { isChangeOf } from "./open-by-day.ts";
import { allOf, type Condition } from "./topic-conditions.ts";

/** What checks are asked about. */
export interface ResultFilter {
  readonly projectId: string | undefined;
  readonly assetKind: string | undefined;
}

/** Results of the checks in one project and kind of assets. */
export interface ResultGroup {
  readonly project: string;
  readonly assetKind: string;
  readonly results: CheckResults;
}

/** Results in all, and apart for each project and kind of assets. */
export interface GroupedResults {
  readonly all: CheckResults;
  readonly groups: readonly ResultGroup[];
}

interface RuleRow {
  readonly project: string;
  readonly assetKind: string;
  readonly rule: string;
  readonly open: number;
  readonly accepted: number;
}

interface PluginRow {
  readonly project: string;
  readonly assetKind: string;
  readonly plugin: string;
  readonly isDone: boolean;
  readonly isIncomplete: boolean;
}

/** Counts what each check found and where it looked, from the roll-ups: findings themselves are not read. */
export async function readCheckResults(transaction: TenantTransaction, filter: ResultFilter): Promise<GroupedResults> {
  const rules = await sql<RuleRow>`
    SELECT p.name AS project, c.asset_kind AS "assetKind", c.rule, sum(c.open)::int AS open, sum(c.accepted)::int AS accepted
    FROM finding_changes c JOIN projects p ON p.tenant_id = c.tenant_id AND p.project_id = c.project_id
    WHERE ${isChangeOf(filter)} GROUP BY 1, 2, 3 HAVING sum(c.open) <> 0 OR sum(c.accepted) <> 0`.execute(transaction);
  // Witnesses of one tool say the same of their coverage: each text is taken apart once.
  const plugins = await sql<PluginRow>`
    WITH said AS (
      SELECT DISTINCT p.name AS project, a.kind AS asset_kind, w.coverage FROM asset_sightings s
      JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
      JOIN assets a ON a.tenant_id = s.tenant_id AND a.asset_id = s.asset_id
      JOIN projects p ON p.tenant_id = a.tenant_id AND p.project_id = a.project_id
      WHERE s.last_seen_at IS NULL AND ${isSightingOf(filter)}
    )
    SELECT said.project, said.asset_kind AS "assetKind", entry->>'plugin' AS plugin,
      bool_or(entry->>'ended' = 'done') AS "isDone", bool_or(entry->>'ended' IN ('partial', 'failed')) AS "isIncomplete"
    FROM said, jsonb_array_elements(said.coverage) AS entry
    WHERE entry->>'plugin' IS NOT NULL GROUP BY 1, 2, 3`.execute(transaction);
  const groupKey = ({ project, assetKind }: Pick<RuleRow, "project" | "assetKind">): string =>
    `${project}\n${assetKind}`;
  const rulesOf = Map.groupBy(rules.rows, groupKey);
  const pluginsOf = Map.groupBy(plugins.rows, groupKey);
  const keys = [...new Set([...rulesOf.keys(), ...pluginsOf.keys()])].toSorted();
  return {
    all: resultsOf(rules.rows, plugins.rows),
    groups: keys.map((key) => {
      const [project = "", assetKind = ""] = key.split("\n", 2);
      return { project, assetKind, results: resultsOf(rulesOf.get(key) ?? [], pluginsOf.get(key) ?? []) };
    }),
  };
}

function resultsOf(rows: readonly RuleRow[], plugins: readonly PluginRow[]): CheckResults {
  const rules = new Map<string, { open: number; accepted: number }>();
  for (const { rule, open, accepted } of rows) {
    const known = rules.get(rule) ?? { open: 0, accepted: 0 };
    rules.set(rule, { open: known.open + open, accepted: known.accepted + accepted });
  }
  const count = (checks: readonly string[], what: "open" | "accepted"): number => {
    let sum = 0;
    for (const rule of rulesMeant(checks, rules)) sum += rules.get(rule)?.[what] ?? 0;
    return sum;
  };
  return {
    countOpen: (checks) => count(checks, "open"),
    countAccepted: (checks) => count(checks, "accepted"),
    done: new Set(plugins.filter(({ isDone }) => isDone).map(({ plugin }) => plugin)),
    incomplete: new Set(plugins.filter(({ isIncomplete }) => isIncomplete).map(({ plugin }) => plugin)),
  };
}

/** Gives the rules that checks mean, each once; only families are looked for among all. */
function rulesMeant(checks: readonly string[], rules: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const check of checks) {
    if (!check.endsWith("/*")) {
      if (rules.has(check)) meant.add(check);
      continue;
    }
    for (const rule of rules.keys()) if (isAnswer(check, rule)) meant.add(rule);
  }
  return meant;
}

/** The condition that an asset `a` is asked about. */
export function isSightingOf({ projectId, assetKind }: ResultFilter): Condition {
  return allOf([
    ...(projectId === undefined ? [] : [sql<boolean>`a.project_id = ${projectId}`]),
    ...(assetKind === undefined ? [] : [sql<boolean>`a.kind = ${assetKind}`]),
  ]);
}
