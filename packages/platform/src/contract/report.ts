import { z } from "zod";
import { reportScope } from "./scope.ts";
import { id, moment, severity, slug } from "./values.ts";

const waitSeconds = z.coerce.number().int().min(0).max(120).default(0);

/** What comes with a report, as query of the address: the body is the report. */
export const uploadQuery = z.strictObject({
  /** Name of the project. */
  project: slug.default("default"),
  /** JSON of the scope; each target is a scope of its own when left out. */
  scope: z
    .string()
    .max(4000)
    .transform((text, context) => {
      try {
        const value: unknown = JSON.parse(text);
        return value;
      } catch {
        context.addIssue({ code: "custom", message: "expected JSON" });
        return z.NEVER;
      }
    })
    .pipe(reportScope)
    .optional(),
  /** Id of the tool that wrote the document; found out when left out. */
  format: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .optional(),
  /** What the document is about, where it does not say it: an image, a cluster, a repository. */
  target: z.string().trim().min(1).max(1000).optional(),
  /** `name=value`, as often as wanted. */
  label: z
    .union([z.string(), z.array(z.string())])
    .transform((labels) => [labels].flat())
    .pipe(
      z
        .array(
          z
            .string()
            .max(300)
            .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}=/, "expected NAME=VALUE"),
        )
        .max(32),
    )
    .optional(),
  lane: z.enum(["interactive", "scheduled"]).default("interactive"),
  /** Seconds to wait for the outcome. */
  wait: waitSeconds,
  /** The gate: fails when the report leaves a finding of this severity or worse open. */
  failOn: severity.optional(),
});

/** What may be asked of one report. */
export const reportQuery = z.strictObject({ wait: waitSeconds, failOn: severity.optional() });

/** What an import changed. */
export const importOutcome = z.object({
  findings: z.int(),
  new: z.int(),
  reopened: z.int(),
  fixed: z.int(),
  /** Said twice in the report. */
  duplicates: z.int(),
  /** Left out because something in them is wrong; the diagnostics say what. */
  invalid: z.int(),
  /** False when the producer could not look at everything: then nothing counts as fixed. */
  isComplete: z.boolean(),
  diagnostics: z.array(z.object({ place: z.string(), message: z.string() })),
});

/** What an import changed. */
export type ImportOutcome = z.infer<typeof importOutcome>;

/** A report and what became of it. */
export const report = z.object({
  id,
  project: slug,
  /** `superseded`: a later report of the same scope was imported before this one. */
  status: z.enum(["queued", "importing", "imported", "superseded", "failed"]),
  /** Id of the tool that wrote the document, once it is known; `sekisho` for reports of ours. */
  format: z.string().nullable(),
  digest: z.string(),
  sizeBytes: z.int(),
  scope: reportScope.nullable(),
  labels: z.record(z.string(), z.string()),
  receivedAt: moment,
  finishedAt: moment.nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  outcome: importOutcome.nullable(),
  /** Whether the gate lets this pass; there when `failOn` was asked for and the report is imported. */
  gate: z.object({ failOn: severity, passed: z.boolean(), findings: z.int() }).optional(),
  links: z.object({ self: z.string() }),
});

/** A report and what became of it. */
export type ReportState = z.infer<typeof report>;
