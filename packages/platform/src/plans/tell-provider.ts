import { sql } from "kysely";
import { meter } from "../contract/plan.ts";
import type { Services } from "../services.ts";
import type { BillingProvider } from "./billing-provider.ts";
import { readHeldPlan } from "./hold-plan.ts";
import { monthOf } from "./judge-usage.ts";
import type { PlanBook } from "./plan-book.ts";

/** Usage of a month that is over is told up to this many days after: providers take nothing older than 35 days. */
const tellingDays = 3;
const dayMs = 86_400_000;

interface Untold {
  readonly month: string;
  readonly meter: string;
  readonly told: number;
  readonly telling: number;
}

/**
 * Tells the provider what was used since it was last told. What is to be told is written down first: a process that dies
 * between telling and noting tells the same again, under the same identifier.
 */
export async function tellProvider(
  { store }: Pick<Services, "store">,
  tenantId: string,
  { book, provider, nowMs }: { readonly book: PlanBook; readonly provider: BillingProvider; readonly nowMs: number },
): Promise<void> {
  const { worker } = store;
  const { plan, customer } = await worker.inTenant({ tenantId }, (transaction) => readHeldPlan(transaction, book));
  const { meterEvents } = plan.stripe ?? {};
  if (customer === undefined || meterEvents === undefined) return;
  const months = [monthOf(nowMs), monthOf(nowMs - tellingDays * dayMs)].map(({ firstDay }) => firstDay);
  const untold = await worker.inTenant({ tenantId }, async (transaction) => {
    const { rows } = await sql<Untold>`
      UPDATE usage_totals SET telling = coalesce(telling, quantity)
      WHERE month = ANY(${months}::date[]) AND quantity > told AND meter = ANY(${Object.keys(meterEvents)})
      RETURNING month, meter, told, telling`.execute(transaction);
    return rows;
  });
  for (const { month, meter: written, told, telling } of untold) {
    const meterEvent = meterEvents[meter.parse(written)];
    if (meterEvent === undefined) continue;
    const identifier = `${tenantId}:${month}:${written}:${told}-${telling}`;
    // The last second of a month that is over: it belongs to that month's invoice.
    const atMs = Math.min(nowMs, monthOf(Date.parse(month)).endMs - 1000);
    await provider.tellUsage({ customer, meterEvent, quantity: telling - told, identifier, atMs });
    await worker.inTenant({ tenantId }, (transaction) =>
      sql`UPDATE usage_totals SET told = ${telling}, telling = NULL
        WHERE month = ${month} AND meter = ${written} AND telling = ${telling}`.execute(transaction),
    );
  }
}
