import { z } from "zod";
import { severityCounts } from "./severity-counts.ts";
import { severity, slug } from "./values.ts";

/** What a trend takes. */
export const trendQuery = z.strictObject({
  project: slug.optional(),
  /** Days that it goes back, today among them. */
  days: z.coerce.number().int().min(1).max(366).default(90),
});

/** One day in UTC: what was open at its end, and what happened on it. */
const trendDay = z.object({
  day: z.iso.date(),
  open: severityCounts,
  opened: z.int(),
  reopened: z.int(),
  fixed: z.int(),
  decided: z.int(),
});

/** How long repairs took, of what was fixed within the days of the trend. */
const repairTime = z.object({
  severity,
  fixed: z.int(),
  /** From opened to fixed; `null` when nothing was fixed. */
  meanDays: z.number().nullable(),
  medianDays: z.number().nullable(),
  /** Share of what was fixed before it was due; `null` when nothing had to be. */
  inTime: z.number().nullable(),
});

/** How what is open went up and down. */
export const trend = z.object({
  /** Every day, the oldest first. */
  days: z.array(trendDay),
  repair: z.array(repairTime),
  /** Open and past its due date now. */
  overdue: severityCounts,
  /** Open and due within seven days. */
  dueSoon: severityCounts,
});
