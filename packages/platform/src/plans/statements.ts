import { sql } from "kysely";
import { z } from "zod";
import { meters, type usageStatement, usageStatementList } from "../contract/plan.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { limitsOf, type PlanBook, planOf } from "./plan-book.ts";
import { readUsed } from "./read-usage.ts";

/** What began before a month was over may still say so. */
const settlingHours = 2;
/** Single causes are kept so long after their month, for questions about a statement. */
const keptMonths = 3;

/** Writes the statement of every month that is over and has none; done twice it writes nothing. */
export async function closeMonths(
  transaction: TenantTransaction,
  { tenantId, book, nowMs }: { readonly tenantId: string; readonly book: PlanBook; readonly nowMs: number },
): Promise<void> {
  const { rows } = await sql<{ month: string }>`
    SELECT DISTINCT month FROM usage_totals
    WHERE month + interval '1 month' <= (${new Date(nowMs).toISOString()}::timestamptz - make_interval(hours => ${settlingHours}))
        AT TIME ZONE 'UTC'
      AND NOT EXISTS (SELECT FROM usage_statements s WHERE s.tenant_id = usage_totals.tenant_id AND s.month = usage_totals.month)
    ORDER BY month`.execute(transaction);
  const held = await transaction.selectFrom("tenant_plans").select("plan").executeTakeFirst();
  const plan = planOf(book, held?.plan);
  for (const { month } of rows) {
    const used = await readUsed(transaction, month);
    const lines = limitsOf(plan).map((limit) => ({ ...limit, used: used.get(limit.meter) ?? 0 }));
    await transaction
      .insertInto("usage_statements")
      .values({ tenant_id: tenantId, month, plan: plan.name, lines: writeJson(lines) })
      .onConflict((conflict) => conflict.columns(["tenant_id", "month"]).doNothing())
      .execute();
  }
  await sql`
    DELETE FROM usage_events e USING usage_statements s
    WHERE s.tenant_id = e.tenant_id AND s.month = e.month AND e.is_counted
      AND e.month + make_interval(months => ${keptMonths + 1}) <= ${new Date(nowMs).toISOString()}::timestamptz AT TIME ZONE 'UTC'`.execute(
    transaction,
  );
}

const storedLines = z.array(usageStatementList.shape.statements.element.shape.lines.element);

/** Gives the statements of the transaction's tenant, the newest first. */
export async function readStatements(transaction: TenantTransaction): Promise<z.infer<typeof usageStatement>[]> {
  const rows = await transaction
    .selectFrom("usage_statements")
    .select(["month", "plan", "lines", "closed_at"])
    .orderBy("month", "desc")
    .limit(120)
    .execute();
  return rows.map(({ month, plan, lines, closed_at: closedAt }) => ({
    month: month.slice(0, 7),
    plan,
    closedAt,
    lines: storedLines.parse(lines).toSorted((left, right) => meters.indexOf(left.meter) - meters.indexOf(right.meter)),
  }));
}
