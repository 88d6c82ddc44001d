import { sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";
import type { Condition } from "./topic-conditions.ts";

/** So many more of a severity or of a rule are open from a day on. */
interface DayChange {
  readonly day: string;
  readonly key: string;
  readonly open: number;
}

/** What the days of a tenant are asked for. */
export interface DayFilter {
  readonly projectId: string | undefined;
  readonly assetKind?: string | undefined;
  readonly days: number;
}

/** Days in UTC, the oldest first, each with how many were open at its end by severity or by rule. */
export type OpenByDay = readonly { readonly day: string; readonly open: ReadonlyMap<string, number> }[];

/**
 * Adds up the changes of what is open, day by day: exactly what was open then, whatever happened to it since. What was
 * before the first day counts from that day on.
 */
export async function readOpenByDay(
  transaction: TenantTransaction,
  by: "severity" | "rule",
  filter: DayFilter,
): Promise<OpenByDay> {
  const today = sql<string>`(now() AT TIME ZONE 'UTC')::date`;
  const first = sql`(${today} - ${filter.days - 1}::int)`;
  const key = sql.ref(by === "severity" ? "c.severity" : "c.rule");
  const { rows } = await sql<DayChange>`
    SELECT greatest(c.day, ${first}) AS day, ${key}::text AS key, sum(c.open)::int AS open FROM finding_changes c
    WHERE ${isChangeOf(filter)} GROUP BY 1, ${key} ORDER BY 1`.execute(transaction);
  const calendar = await sql<{ day: string }>`
    SELECT day::date AS day FROM generate_series(${first}::timestamp, ${today}::timestamp, interval '1 day') AS day`.execute(
    transaction,
  );
  const changes = Map.groupBy(rows, ({ day }) => day);
  const open = new Map<string, number>();
  return calendar.rows.map(({ day }) => {
    for (const change of changes.get(day) ?? []) open.set(change.key, (open.get(change.key) ?? 0) + change.open);
    return { day, open: new Map(open) };
  });
}

/** Gives the condition that a change `c` is of a project and of a kind of assets. */
export function isChangeOf({ projectId, assetKind }: Omit<DayFilter, "days">): Condition {
  const project = projectId === undefined ? sql<boolean>`true` : sql<boolean>`c.project_id = ${projectId}`;
  return assetKind === undefined ? project : sql<boolean>`${project} AND c.asset_kind = ${assetKind}`;
}
