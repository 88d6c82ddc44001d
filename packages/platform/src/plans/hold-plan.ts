import { sql } from "kysely";
import { type AuditActor, recordAudit } from "../identity/audit.ts";
import type { TenantTransaction } from "../store/database.ts";
import type { PaidPlan, Subscription } from "./billing-provider.ts";
import { type Plan, type PlanBook, planOf } from "./plan-book.ts";

/** The plan of a tenant, and what the provider of payments calls it. */
export interface HeldPlan {
  readonly plan: Plan;
  readonly customer: string | undefined;
  readonly subscription: string | undefined;
}

/** Lets what changes a tenant's plan happen one after the other, until the transaction ends. */
export async function lockPlan(transaction: TenantTransaction, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`plan:${tenantId}`}, 0))`.execute(transaction);
}

/** Gives a tenant the default plan where it has none: from then on is measured what it uses. */
export async function beginPlan(transaction: TenantTransaction, tenantId: string, book: PlanBook): Promise<void> {
  await transaction
    .insertInto("tenant_plans")
    .values({ tenant_id: tenantId, plan: book.default })
    .onConflict((conflict) => conflict.column("tenant_id").doNothing())
    .execute();
}

/** Gives the plan of the transaction's tenant. */
export async function readHeldPlan(transaction: TenantTransaction, book: PlanBook): Promise<HeldPlan> {
  const held = await transaction
    .selectFrom("tenant_plans")
    .select(["plan", "customer", "subscription"])
    .executeTakeFirst();
  return {
    plan: planOf(book, held?.plan),
    customer: held?.customer ?? undefined,
    subscription: held?.subscription ?? undefined,
  };
}

/** Tells whether somebody pays for a plan. */
export function isPaid(plan: Plan): plan is PaidPlan {
  return plan.stripe !== undefined;
}

/**
 * Takes over what the provider says of a subscription. The first failed payment in a row begins the days of grace; one
 * that ended leads back to the default plan, and what is there stays.
 */
export async function applySubscription(
  transaction: TenantTransaction,
  tenantId: string,
  {
    book,
    subscription,
    actor,
  }: { readonly book: PlanBook; readonly subscription: Subscription; readonly actor: AuditActor },
): Promise<void> {
  const before = await transaction
    .selectFrom("tenant_plans")
    .select(["plan", "status", "subscription"])
    .executeTakeFirst();
  const isOver = subscription.state === "ended";
  // What is told of an older subscription changes nothing of the one that is held.
  if (isOver && before?.subscription !== null && before?.subscription !== subscription.id) return;
  const bought = book.plans.find((plan) => plan.stripe?.prices.some((price) => subscription.prices.includes(price)));
  const after = {
    plan: isOver ? book.default : (bought?.name ?? before?.plan ?? book.default),
    status: isOver ? "none" : subscription.state,
    subscription: isOver ? null : subscription.id,
  };
  await transaction
    .updateTable("tenant_plans")
    .set({
      ...after,
      customer: subscription.customer,
      period_ends_at: isOver ? null : subscription.periodEndsAt,
      past_due_since: subscription.state === "past-due" ? sql`coalesce(past_due_since, now())` : null,
      changed_at: sql`now()`,
    })
    .execute();
  const hasChanged = before?.plan !== after.plan || before.status !== after.status;
  if (!hasChanged) return;
  const event = { action: "plan.change", subject: tenantId, before, after };
  await recordAudit(transaction, tenantId, actor, event);
}
