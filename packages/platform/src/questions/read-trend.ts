import { sql } from "kysely";
import type { z } from "zod";
import type { SeverityCounts } from "../contract/severity-counts.ts";
import type { trend } from "../contract/trend.ts";
import { severity } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type DayFilter, readOpenByDay } from "./open-by-day.ts";
import { type CountColumns, countColumns, countsOf } from "./severity-names.ts";
import type { Condition } from "./topic-conditions.ts";

type Trend = z.infer<typeof trend>;

const dueSoonDays = 7;
const none: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** Gives how what is open went up and down, how long repairs took, and what is late. */
export async function readTrend(transaction: TenantTransaction, filter: DayFilter): Promise<Trend> {
  const happened = await readHappened(transaction, filter);
  const open = await readOpenByDay(transaction, "severity", filter);
  return {
    days: open.map((entry) => ({
      day: entry.day,
      open: countsOfDay(entry.open),
      ...(happened.get(entry.day) ?? { opened: 0, reopened: 0, fixed: 0, decided: 0 }),
    })),
    repair: await readRepairTimes(transaction, filter),
    overdue: await countDue(transaction, filter, sql<boolean>`f.due_at < now()`),
    dueSoon: await countDue(
      transaction,
      filter,
      sql<boolean>`f.due_at >= now() AND f.due_at < now() + make_interval(days => ${dueSoonDays})`,
    ),
  };
}

function countsOfDay(open: ReadonlyMap<string, number>): SeverityCounts {
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
  const { rows } = await sql<RepairRow>`
    SELECT took.severity::int AS severity, count(*)::int AS fixed, avg(took.days)::float8 AS "meanDays",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY took.days))::float8 AS "medianDays",
      (avg(CASE WHEN took.days <= level.days THEN 1 ELSE 0 END) FILTER (WHERE level.days IS NOT NULL))::float8 AS "inTime"
    FROM (
      SELECT f.tenant_id, f.project_id, f.severity, extract(epoch FROM f.fixed_at - f.opened_at)::float8 / 86400 AS days
      FROM findings f
      WHERE f.status = 'fixed' AND f.fixed_at > now() - make_interval(days => ${days}) AND ${ofProject(projectId)}
    ) AS took
    LEFT JOIN LATERAL (
      SELECT l.days FROM service_levels l
      WHERE l.severity = took.severity AND l.holder_id IN (took.project_id, took.tenant_id)
      ORDER BY (l.holder_id = took.project_id) DESC LIMIT 1
    ) AS level ON true
    GROUP BY took.severity`.execute(transaction);
  return severity.options.map((name, place) => {
    const row = rows.find((found) => found.severity === place);
    const { fixed = 0, meanDays = null, medianDays = null, inTime = null } = row ?? {};
    return { severity: name, fixed, meanDays, medianDays, inTime };
  });
}

async function countDue(
  transaction: TenantTransaction,
  { projectId }: DayFilter,
  isDue: Condition,
): Promise<SeverityCounts> {
  const { rows } = await sql<CountColumns>`
    SELECT ${countColumns} FROM findings f
    WHERE f.status IN ('open', 'reopened') AND f.due_at IS NOT NULL AND ${isDue} AND ${ofProject(projectId)}`.execute(
    transaction,
  );
  const [row] = rows;
  return row === undefined ? none : countsOf(row);
}

function ofProject(projectId: string | undefined): Condition {
  return projectId === undefined ? sql<boolean>`true` : sql<boolean>`f.project_id = ${projectId}`;
}
