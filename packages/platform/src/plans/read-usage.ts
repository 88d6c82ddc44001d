import { sql } from "kysely";
import { z } from "zod";
import { type Meter, meter, type Usage } from "../contract/plan.ts";
import type { TenantTransaction } from "../store/database.ts";
import { judgeMeter, judgePayment, monthOf } from "./judge-usage.ts";
import { limitsOf, type PlanBook, planOf } from "./plan-book.ts";

const status = z.enum(["none", "active", "past-due"]);

/** Gives what the transaction's tenant uses this month, and what it may. */
export async function readUsage(transaction: TenantTransaction, book: PlanBook, nowMs: number): Promise<Usage> {
  const month = monthOf(nowMs);
  const held = await transaction
    .selectFrom("tenant_plans")
    .select(["plan", "status", "past_due_since", "period_ends_at"])
    .executeTakeFirst();
  const { name, title, ...plan } = planOf(book, held?.plan);
  const used = await readUsed(transaction, month.firstDay);
  const state = {
    status: status.parse(held?.status ?? "none"),
    pastDueSince: held?.past_due_since ?? null,
    periodEndsAt: held?.period_ends_at ?? null,
  };
  return {
    plan: { name, title },
    month: month.firstDay.slice(0, 7),
    resetsAt: new Date(month.endMs).toISOString(),
    payment: judgePayment(state, book.graceDays, nowMs),
    meters: limitsOf({ name, title, ...plan }).map((limit) => judgeMeter(used.get(limit.meter) ?? 0, limit, nowMs)),
  };
}

/** Sums a month: what is counted already, and what came since. */
export async function readUsed(transaction: TenantTransaction, firstDay: string): Promise<ReadonlyMap<Meter, number>> {
  const { rows } = await sql<{ meter: string; used: number }>`
    SELECT meter, sum(quantity)::int8 AS used FROM (
      SELECT meter, quantity FROM usage_totals WHERE month = ${firstDay}
      UNION ALL
      SELECT meter, quantity FROM usage_events WHERE month = ${firstDay} AND NOT is_counted) AS parts
    GROUP BY meter`.execute(transaction);
  return new Map(rows.map((row) => [meter.parse(row.meter), row.used]));
}
