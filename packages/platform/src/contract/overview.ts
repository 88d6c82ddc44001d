import { z } from "zod";
import { severityCounts } from "./severity-counts.ts";
import { id, severity, slug, text } from "./values.ts";

/** What an overview takes. */
export const overviewQuery = z.strictObject({
  project: slug.optional(),
  /** Days that the trend goes back. */
  days: z.coerce.number().int().min(1).max(366).default(90),
});

/** One day: what came, what came back, what was repaired and what was decided. */
const trendDay = z.object({
  day: z.iso.date(),
  severity,
  opened: z.int(),
  reopened: z.int(),
  fixed: z.int(),
  decided: z.int(),
});

/** How things stand. */
export const overview = z.object({
  open: severityCounts,
  projects: z.array(z.object({ id, name: slug, title: z.string(), open: severityCounts })),
  overdue: z.int(),
  /** From the roll-ups of days in UTC; days on which nothing changed are left out. */
  trend: z.array(trendDay),
  /** Mean days from opened to fixed, of what was fixed within the days of the trend; `null` when nothing was. */
  repair: z.array(z.object({ severity, fixed: z.int(), meanDays: z.number().nullable() })),
});

/** What the list of actions takes. */
export const actionQuery = z.strictObject({
  project: slug.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

/** Changes by what they take away, the most first. */
export const actionList = z.object({
  actions: z.array(
    z.object({
      /** `update`: another version of a package; `repair`: what a rule asks for. */
      kind: z.enum(["update", "repair"]),
      /** URL of the package without version, or id of the rule. */
      subject: z.string(),
      title: z.string(),
      /** What we call the rule; `null` for updates, and where the rule is not ours. */
      ruleTitle: text.nullable(),
      findings: z.int(),
      assets: z.int(),
      worst: severity,
      /** Sum over the findings: 1000 for a critical one, 100 high, 10 medium, 1 low. */
      weight: z.int(),
    }),
  ),
});
