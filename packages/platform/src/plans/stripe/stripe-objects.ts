import { z } from "zod";
import type { Subscription } from "../billing-provider.ts";

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const seconds = z.int().nonnegative();

/** A subscription; since version 2025-03-31 the end of a period stands with its items. */
export const stripeSubscription = z.object({
  id: z.string(),
  customer: reference,
  status: z.string(),
  current_period_end: seconds.optional(),
  items: z.object({
    data: z.array(
      z.object({ id: z.string(), price: z.object({ id: z.string() }), current_period_end: seconds.optional() }),
    ),
  }),
});

/** What a customer answers with. */
export const stripeCustomer = z.object({ id: z.string() });
/** What sessions of checkout and of the portal answer with. */
export const stripeSession = z.object({ url: z.url({ protocol: /^https?$/ }) });
/** An invoice that is only looked at. */
export const stripePreview = z.object({
  currency: z.string(),
  amount_due: z.int().optional(),
  total: z.int(),
  lines: z.object({ data: z.array(z.object({ description: z.string().nullable(), amount: z.int() })) }),
});

/** A message; what it is about is read again, since messages come in any order. */
export const stripeEvent = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(100),
  data: z.object({
    object: z.looseObject({
      object: z.string(),
      id: z.string().optional(),
      customer: reference.nullish(),
      subscription: reference.nullish(),
      // An invoice's, since version 2025-03-31.
      parent: z
        .looseObject({ subscription_details: z.looseObject({ subscription: reference.nullish() }).nullish() })
        .nullish(),
    }),
  }),
});

/** What Stripe calls the states of a subscription. Source: Stripe API, The Subscription object, status. */
const stateOfStatus: Readonly<Record<string, Subscription["state"]>> = {
  active: "active",
  trialing: "active",
  past_due: "past-due",
  unpaid: "past-due",
  // Nothing was ever paid for it.
  incomplete: "ended",
  incomplete_expired: "ended",
  canceled: "ended",
  paused: "ended",
};

/** Reads a subscription; a state that is not known counts as unpaid, which takes nothing away for days. */
export function toSubscription(written: z.infer<typeof stripeSubscription>): Subscription {
  const { id, customer, status, items } = written;
  const end = written.current_period_end ?? items.data[0]?.current_period_end;
  return {
    id,
    customer,
    state: stateOfStatus[status] ?? "past-due",
    prices: items.data.map(({ price }) => price.id),
    periodEndsAt: end === undefined ? null : new Date(end * 1000).toISOString(),
  };
}
