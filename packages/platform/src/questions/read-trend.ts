import { sql } from "kysely";
import type { z } from "zod";
import type { SeverityCounts } from "../contract/severity-counts.ts";
import type { trend } from "../contract/trend.ts";
import { severity } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type DayFilter, readOpenByDay } from "./open-by-day.ts";
import type { Condition } from "./topic-conditions.ts";

type Trend = z.infer<typeof trend>;

const dueSoonDays = 7;

/** Gives how what is open went up and down, how long repairs took, and what is late. */
export async function readTrend(transaction: TenantTransaction, filter: DayFilter): Promise<Trend> {
  const happened = await readHappened(transaction, filter);
  const open = await readOpenByDay(transaction, "severity", filter);
  return {
    days: open.map((entry) => ({
      day: entry.day,
      open: countsBySeverity(entry.open),
      ...(happened.get(entry.day) ?? { opened: 0, reopened: 0, fixed: 0, decided: 0 }),
    })),
    repair: await readRepairTimes(transaction, filter),
    ...(await countDue(transaction, filter)),
  };
}

function countsBySeverity(open: ReadonlyMap<string, number>): SeverityCounts {
  const [critical = 0, high = 0, medium = 0, low = 0, info = 0] = severity.options.map((_name, place) =>
    open.get(String(place)),
  );
  return { critical, high, medium, low, info };
}

interface Happened {
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  readonly decided: number;
}

async function readHappened(
  transaction: TenantTransaction,
  { projectId, days }: DayFilter,
): Promise<ReadonlyMap<string, Happened>> {
  const isOfProject = projectId === undefined ? sql<boolean>`true` : sql<boolean>`d.project_id = ${projectId}`;
  const { rows } = await sql<Happened & { readonly day: string }>`
    SELECT d.day, sum(d.opened)::int AS opened, sum(d.reopened)::int AS reopened, sum(d.fixed)::int AS fixed,
      sum(d.decided)::int AS decided
    FROM daily_counts d WHERE d.day > (now() AT TIME ZONE 'UTC')::date - ${days}::int AND ${isOfProject}
    GROUP BY d.day`.execute(transaction);
  return new Map(rows.map(({ day, opened, reopened, fixed, decided }) => [day, { opened, reopened, fixed, decided }]));
}

interface RepairRow {
  readonly severity: number;
  readonly fixed: number;
  readonly meanDays: number;
  readonly medianDays: number;
  readonly inTime: number | null;
}

/** When a finding had to be fixed is computed as for open ones: what is fixed has no due date any more. */
async function readRepairTimes(
  transaction: TenantTransaction,
  { projectId, days }: DayFilter,
): Promise<Trend["repair"]> {
  // Findings of one report have the same times: they are counted before anything is computed of them.
  const { rows } = await sql<RepairRow>`
    WITH took AS (
      SELECT f.tenant_id, f.project_id, f.severity, f.fixed_at - f.opened_at AS span, count(*)::bigint AS fixed
      FROM findings f
      WHERE f.status = 'fixed' AND f.fixed_at > now() - make_interval(days => ${days}) AND ${ofProject(projectId)}
      GROUP BY 1, 2, 3, 4
    ), judged AS (
      SELECT took.severity, took.fixed, extract(epoch FROM took.span)::float8 / 86400 AS days, level.days AS allowed
      FROM took LEFT JOIN LATERAL (
        SELECT l.days FROM service_levels l
        WHERE l.severity = took.severity AND l.holder_id IN (took.project_id, took.tenant_id)
        ORDER BY (l.holder_id = took.project_id) DESC LIMIT 1
      ) AS level ON true
    ), ranked AS (
      SELECT judged.*, (sum(fixed) OVER (PARTITION BY severity ORDER BY days))::bigint AS upto,
        (sum(fixed) OVER (PARTITION BY severity))::bigint AS total
      FROM judged
    )
    SELECT severity::int AS severity, sum(fixed)::int AS fixed, (sum(days * fixed) / sum(fixed))::float8 AS "meanDays",
      (min(days) FILTER (WHERE upto >= (total + 1) / 2) + min(days) FILTER (WHERE upto >= (total + 2) / 2)) / 2
        AS "medianDays",
      coalesce(sum(fixed) FILTER (WHERE days <= allowed), 0)::float8
        / sum(fixed) FILTER (WHERE allowed IS NOT NULL)::float8 AS "inTime"
    FROM ranked GROUP BY severity`.execute(transaction);
  return severity.options.map((name, place) => {
    const row = rows.find((found) => found.severity === place);
    const { fixed = 0, meanDays = null, medianDays = null, inTime = null } = row ?? {};
    return { severity: name, fixed, meanDays, medianDays, inTime };
  });
}

interface DueRow {
  readonly severity: number;
  readonly overdue: number;
  readonly dueSoon: number;
}

async function countDue(
  transaction: TenantTransaction,
  { projectId }: DayFilter,
): Promise<Pick<Trend, "overdue" | "dueSoon">> {
  const { rows } = await sql<DueRow>`
    SELECT f.severity::int AS severity, (count(*) FILTER (WHERE f.due_at < now()))::int AS overdue,
      (count(*) FILTER (WHERE f.due_at >= now()))::int AS "dueSoon"
    FROM findings f
    WHERE f.status IN ('open', 'reopened') AND f.due_at IS NOT NULL
      AND f.due_at < now() + make_interval(days => ${dueSoonDays}) AND ${ofProject(projectId)}
    GROUP BY f.severity`.execute(transaction);
  const of = (count: "overdue" | "dueSoon"): SeverityCounts =>
    countsBySeverity(new Map(rows.map((row) => [String(row.severity), row[count]])));
  return { overdue: of("overdue"), dueSoon: of("dueSoon") };
}

function ofProject(projectId: string | undefined): Condition {
  return projectId === undefined ? sql<boolean>`true` : sql<boolean>`f.project_id = ${projectId}`;
}
