import { sql } from "kysely";
import type { Services } from "../services.ts";
import type { Database } from "../store/database.ts";
import type { BillingMessage, BillingProvider } from "./billing-provider.ts";
import { applySubscription, lockPlan } from "./hold-plan.ts";
import type { PlanBook } from "./plan-book.ts";

/**
 * Takes a message of the provider of payments. Messages come twice and in any order: each is known by its id, and what it
 * is about is asked for again, so that the newest state counts.
 */
export async function takeBillingMessage(
  { store }: Pick<Services, "store">,
  { book, provider }: { readonly book: PlanBook; readonly provider: BillingProvider },
  { id, kind, customer, subscription }: BillingMessage,
): Promise<void> {
  if (customer === undefined || subscription === undefined) return;
  const tenantId = await findTenantOf(store.application, customer);
  // Somebody who is a customer of something else.
  if (tenantId === undefined) return;
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    await lockPlan(transaction, tenantId);
    const isNew = await transaction
      .insertInto("billing_events")
      .values({ tenant_id: tenantId, event_id: id, kind })
      .onConflict((conflict) => conflict.columns(["tenant_id", "event_id"]).doNothing())
      .executeTakeFirst();
    if (isNew.numInsertedOrUpdatedRows === 0n) return;
    const held = await provider.readSubscription(subscription);
    // The provider's word on whose it is, not the message's.
    if (held.customer !== customer) return;
    await applySubscription(transaction, tenantId, { book, subscription: held, actor: { kind: "platform" } });
  });
}

async function findTenantOf({ queries }: Database, customer: string): Promise<string | undefined> {
  return await queries.transaction().execute(async (transaction) => {
    await sql`SELECT set_config('sekisho.customer', ${customer}, true)`.execute(transaction);
    const found = await transaction
      .selectFrom("tenant_plans")
      .select("tenant_id")
      .where("customer", "=", customer)
      .executeTakeFirst();
    return found?.tenant_id;
  });
}
