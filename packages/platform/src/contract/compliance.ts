import { z } from "zod";
import { finding } from "./finding.ts";
import { nextCursor, pageQuery } from "./page.ts";
import { moment, slug, text } from "./values.ts";

const scopeFields = {
  project: slug.optional(),
  /** Assets of this kind alone: `dockerfile`, `image`, `manifest`, `cluster`. */
  assetKind: z.string().trim().min(1).max(100).optional(),
};

/** What a framework is answered for. */
export const complianceQuery = z.strictObject(scopeFields);

/** How many controls ended how. */
const outcomeCounts = z.object({ failed: z.int(), accepted: z.int(), passed: z.int(), notAssessed: z.int() });

/** A published standard, and how its controls stand. */
export const frameworkSummary = z.object({
  /** `NAME@VERSION`. */
  id: z.string(),
  title: text,
  version: z.string(),
  source: z.string(),
  controls: z.int(),
  outcomes: outcomeCounts,
});

/** Every framework. */
export const frameworkList = z.object({ frameworks: z.array(frameworkSummary) });

/** How a control ended; what was not looked at never passes, nor does what somebody accepted. */
const controlOutcome = z.discriminatedUnion("ended", [
  z.object({ ended: z.literal("failed"), findings: z.int(), accepted: z.int() }),
  /** Nothing is open, and somebody accepted or excluded so many findings. */
  z.object({ ended: z.literal("accepted"), accepted: z.int() }),
  z.object({ ended: z.literal("passed") }),
  z.object({ ended: z.literal("not-assessed"), reason: text }),
]);

/** A check that answers a control. */
const controlCheck = z.object({
  /** A rule, or a family of rules: `secret/*`. */
  id: z.string(),
  title: text.nullable(),
  open: z.int(),
  accepted: z.int(),
  /** Whether it was asked everywhere, in part, or nowhere. */
  assessed: z.enum(["done", "incomplete", "no"]),
});

/** A control, and how it ended. */
export const controlState = z.object({
  id: z.string(),
  title: text,
  note: text.nullable(),
  outcome: controlOutcome,
  checks: z.array(controlCheck),
});

/** A framework with every control. */
export const wholeFramework = frameworkSummary.extend({
  states: z.array(controlState),
  /** The same by project and kind of assets. */
  spread: z.array(z.object({ project: slug, assetKind: z.string(), outcomes: outcomeCounts })),
  /** What the answers rest on. */
  scope: z.object({
    assets: z.int(),
    sources: z.array(z.string()),
    oldestSightAt: moment.nullable(),
    newestSightAt: moment.nullable(),
  }),
});

/** What the evidence of a control takes. */
export const evidenceQuery = pageQuery.extend({
  ...scopeFields,
  /** Open findings, or those that somebody accepted or excluded. */
  state: z.enum(["open", "accepted"]).default("open"),
});

/** A control with the findings that speak against it. */
export const controlEvidence = z.object({ control: controlState, findings: z.array(finding), next: nextCursor });

/** What a framework's trend takes. */
export const complianceTrendQuery = complianceQuery.extend({
  days: z.coerce.number().int().min(1).max(366).default(90),
});

/** How many controls failed on each day, and on how many findings. */
export const complianceTrend = z.object({
  days: z.array(z.object({ day: z.iso.date(), failed: z.int(), findings: z.int() })),
});

/** What an auditor's copy takes. */
export const complianceExportQuery = complianceQuery.extend({
  format: z.enum(["csv", "json", "html", "pdf"]),
  language: z.enum(["en", "ja"]).default("en"),
});
