import { z } from "zod";
import { nextCursor, pageQuery } from "./page.ts";
import { report } from "./report.ts";
import { severityCounts } from "./severity-counts.ts";
import { id, severity, slug } from "./values.ts";

/** Which reports are asked for. */
export const reportFilter = z.strictObject({
  project: slug.optional(),
  status: report.shape.status.optional(),
});

/** What a list of reports takes. */
export const reportListQuery = pageQuery.extend(reportFilter.shape);

/** A page of reports, the newest first. */
export const reportList = z.object({ reports: z.array(report.omit({ gate: true })), next: nextCursor });

/** What one target of a report is, and how far it was looked at. */
const reportTarget = z.object({
  producer: z.object({ name: z.string(), version: z.string() }),
  kind: z.string(),
  name: z.string(),
  digest: z.string().nullable(),
  /** The asset of this name, where there is one by now. */
  asset: id.nullable(),
  isComplete: z.boolean(),
  coverage: z.array(
    z.object({
      plugin: z.string(),
      ended: z.enum(["done", "partial", "skipped", "failed"]),
      reason: z.string().optional(),
    }),
  ),
});

/** What a report says, read again from the document that was uploaded. */
const reportContents = z.object({
  /** Up to 200. */
  targets: z.array(reportTarget),
  targetCount: z.int(),
  /** Findings as the report rates them, whatever was decided since. */
  findings: severityCounts,
  /** What could not be read; up to 100. */
  diagnostics: z.array(z.object({ place: z.string(), message: z.string() })),
});

/** Everything that the page of a report shows. */
export const reportPage = z.object({
  report: report.omit({ gate: true }),
  /** `null` while it waits, when it could not be read, and when it is too large to be read for a page. */
  contents: reportContents.nullable(),
  /** Reports of the same project before and after it, for comparison. */
  previous: id.nullable(),
  next: id.nullable(),
});

/** What a comparison takes. */
export const comparisonQuery = z.strictObject({
  /** The earlier report. */
  with: id,
});

/** A finding as a comparison names it. */
const comparedFinding = z.object({
  /** Its id in the list of findings. */
  id,
  kind: z.string(),
  rule: z.string(),
  title: z.string(),
  subject: z.string(),
  severity,
});

/** What two reports say: new, gone, rated otherwise, and how many are the same. Up to 1000 of each are listed. */
export const reportComparison = z.object({
  before: id,
  after: id,
  counts: z.object({ appeared: z.int(), gone: z.int(), changed: z.int(), same: z.int() }),
  appeared: z.array(comparedFinding),
  gone: z.array(comparedFinding),
  changed: z.array(comparedFinding.extend({ before: severity })),
  /** False when the later report could not look at everything: what seems gone may be out of sight. */
  isComplete: z.boolean(),
});
