import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { actionList, overview } from "../contract/overview.ts";
import { severity as severityName } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { findRuleTexts } from "./rule-texts.ts";

type Overview = z.infer<typeof overview>;
type BySeverity = Overview["open"];
type Action = z.infer<typeof actionList>["actions"][number];

/** What an overview is about. */
export interface OverviewScope {
  /** All projects when left out. */
  readonly projectId: string | undefined;
  readonly days: number;
}

interface OpenRow {
  readonly project_id: string;
  readonly severity: number;
  readonly open: number;
}

/** Gives how things stand: what is open, how that came about, and how fast it is repaired. */
export async function readOverview(transaction: TenantTransaction, scope: OverviewScope): Promise<Overview> {
  const open = await sql<OpenRow>`
    SELECT f.project_id, f.severity, count(*)::int AS open FROM findings f
    WHERE f.status IN ('open', 'reopened') AND ${isOfProject("f", scope)} GROUP BY 1, 2`.execute(transaction);
  const projects = await sql<{ id: string; name: string; title: string }>`
    SELECT p.project_id AS id, p.name, p.title FROM projects p WHERE ${isOfProject("p", scope)} ORDER BY p.name`.execute(
    transaction,
  );
  const overdue = await sql<{ overdue: number }>`
    SELECT count(*)::int AS overdue FROM findings f WHERE f.status IN ('open', 'reopened') AND f.due_at IS NOT NULL
      AND f.due_at < now() AND ${isOfProject("f", scope)}`.execute(transaction);
  return {
    open: countBySeverity(open.rows),
    projects: projects.rows.map((project) => ({
      ...project,
      open: countBySeverity(open.rows.filter((row) => row.project_id === project.id)),
    })),
    overdue: overdue.rows[0]?.overdue ?? 0,
    trend: await readTrend(transaction, scope),
    repair: await readRepair(transaction, scope),
  };
}

function isOfProject(table: "f" | "p" | "d", { projectId }: Pick<OverviewScope, "projectId">): RawBuilder<boolean> {
  if (projectId === undefined) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(`${table}.project_id`)} = ${projectId}`;
}

function countBySeverity(rows: readonly OpenRow[]): BySeverity {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity, open } of rows) counts[nameOf(severity)] += open;
  return counts;
}

function nameOf(severity: number): z.infer<typeof severityName> {
  return severityName.options[severity] ?? "info";
}

/** Days come from the roll-ups: the trend of a year reads some thousand rows, however many findings there are. */
async function readTrend(transaction: TenantTransaction, scope: OverviewScope): Promise<Overview["trend"]> {
  const { rows } = await sql<Omit<Overview["trend"][number], "severity"> & { readonly severity: number }>`
    SELECT d.day, d.severity, sum(d.opened)::int AS opened, sum(d.reopened)::int AS reopened, sum(d.fixed)::int AS fixed,
      sum(d.decided)::int AS decided
    FROM daily_counts d
    WHERE d.day > (now() AT TIME ZONE 'UTC')::date - ${scope.days}::int AND ${isOfProject("d", scope)}
    GROUP BY d.day, d.severity ORDER BY d.day, d.severity`.execute(transaction);
  return rows.map((row) => ({ ...row, severity: nameOf(row.severity) }));
}

async function readRepair(transaction: TenantTransaction, scope: OverviewScope): Promise<Overview["repair"]> {
  const { rows } = await sql<{ severity: number; fixed: number; mean_days: number }>`
    SELECT f.severity, count(*)::int AS fixed,
      avg(extract(epoch FROM f.fixed_at - f.opened_at)::float8) / 86400 AS mean_days
    FROM findings f
    WHERE f.status = 'fixed' AND f.fixed_at > now() - make_interval(days => ${scope.days}) AND ${isOfProject("f", scope)}
    GROUP BY f.severity`.execute(transaction);
  return severityName.options.map((severity, place) => {
    const row = rows.find((found) => found.severity === place);
    return { severity, fixed: row?.fixed ?? 0, meanDays: row?.mean_days ?? null };
  });
}

interface ActionRow {
  readonly kind: Action["kind"];
  readonly subject: string;
  readonly title: string;
  readonly findings: number;
  readonly assets: number;
  readonly worst: number;
  readonly weight: number;
}

/** Gives the changes that take the most away: one package brought up to date, or one rule obeyed, everywhere. */
export async function listActions(
  transaction: TenantTransaction,
  { projectId, limit }: { readonly projectId: string | undefined; readonly limit: number },
): Promise<readonly Action[]> {
  const { rows } = await sql<ActionRow>`
    WITH spread AS (
      SELECT f.topic_id, count(*) AS findings, min(f.rank) / 1000 AS worst,
        sum(power(10, greatest(0, 3 - f.rank / 1000)) * CASE WHEN f.rank >= 4000 THEN 0 ELSE 1 END) AS weight
      FROM findings f WHERE f.status IN ('open', 'reopened') AND ${isOfProject("f", { projectId })} GROUP BY f.topic_id
    ), actions AS (
      SELECT CASE WHEN t.package IS NULL THEN 'repair' ELSE 'update' END AS kind, coalesce(t.package, t.rule_id) AS subject,
        min(coalesce(t.package_name, t.title)) AS title, sum(s.findings)::int AS findings, min(s.worst)::int AS worst,
        sum(s.weight)::bigint AS weight, array_agg(s.topic_id) AS topics
      FROM spread s JOIN topics t ON t.topic_id = s.topic_id GROUP BY 1, 2 ORDER BY weight DESC, subject LIMIT ${limit}
    )
    SELECT a.kind, a.subject, a.title, a.findings, a.worst, a.weight, (
      SELECT count(DISTINCT f.asset_id)::int FROM findings f
      WHERE f.topic_id = ANY(a.topics) AND f.status IN ('open', 'reopened') AND ${isOfProject("f", { projectId })}
    ) AS assets
    FROM actions a ORDER BY a.weight DESC, a.subject`.execute(transaction);
  return rows.map((row) => ({
    ...row,
    ruleTitle: row.kind === "repair" ? (findRuleTexts(row.subject)?.title ?? null) : null,
    worst: nameOf(row.worst),
  }));
}
