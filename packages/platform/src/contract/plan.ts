import { z } from "zod";
import { moment, slug, text } from "./values.ts";

/** What is measured of a tenant; each thing counts once a month, however often it is seen. */
export const meters = ["images", "nodes", "workloads", "uploads", "events", "seats"] as const;
/** What is measured. */
export const meter = z.enum(meters);
/** What is measured. */
export type Meter = (typeof meters)[number];

/** How near a limit is: from 80 % of the soft limit on it is said, above the hard one nothing more is taken. */
export const usageLevel = z.enum(["within", "near", "over", "stopped"]);
/** How near a limit is. */
export type UsageLevel = z.infer<typeof usageLevel>;

/** A month in UTC: `2026-11`. */
const month = z.string().regex(/^\d{4}-\d{2}$/);
const limit = z.int().nullable();

const meterUsage = z.object({
  meter,
  used: z.int(),
  soft: limit,
  hard: limit,
  level: usageLevel,
  /** When the hard limit is reached if the month goes on as it began; `null` where it is not. */
  stopsAt: moment.nullable(),
});

/** How one thing that is measured stands. */
export type MeterUsage = z.infer<typeof meterUsage>;

/** What a tenant uses this month, and what it may. */
export const usage = z.object({
  plan: z.object({ name: slug, title: text }),
  month,
  /** Everything counts from nothing again. */
  resetsAt: moment,
  payment: z.object({
    status: z.enum(["none", "active", "past-due"]),
    pastDueSince: moment.nullable(),
    /** From here on nothing is taken until a payment arrives; everything stays and can be read. */
    readOnlyFrom: moment.nullable(),
    isReadOnly: z.boolean(),
    periodEndsAt: moment.nullable(),
  }),
  meters: z.array(meterUsage),
});

/** What a tenant uses this month. */
export type Usage = z.infer<typeof usage>;

/** Plans that a tenant may have. */
export const planList = z.object({
  plans: z.array(
    z.object({
      name: slug,
      title: text,
      limits: z.array(z.object({ meter, soft: limit, hard: limit })),
      isPaid: z.boolean(),
    }),
  ),
});

/** What was used in a month that is over. */
export const usageStatement = z.object({
  month,
  plan: slug,
  closedAt: moment,
  lines: z.array(z.object({ meter, used: z.int(), soft: limit, hard: limit })),
});

/** Months that are over, the newest first. */
export const usageStatementList = z.object({ statements: z.array(usageStatement) });

/** The plan that is wanted. */
export const wantedPlan = z.strictObject({ plan: slug });
/** Where somebody goes on, at the provider of payments. */
export const billingPlace = z.object({ url: z.string() });
/** What a change of plan costs now: what is paid already is taken off. */
export const planPreview = z.object({
  currency: z.string(),
  /** In the smallest unit of the currency; below nothing where something is given back. */
  amountDue: z.int(),
  lines: z.array(z.object({ description: z.string(), amount: z.int() })),
});
/** Says that a message of the provider arrived. */
export const billingReceipt = z.object({ received: z.boolean() });
