import { z } from "zod";
import { id, moment, slug } from "./values.ts";

const verdict = z.enum(["accepted", "false-positive", "excluded"]);
const scope = z.enum(["finding", "asset", "flaw", "project", "tenant"]);
const name = z.string().trim().min(1).max(500);

/** A decision as it is asked for. What it names besides its scope narrows it: a rule, a flaw, a package. */
export const newDecision = z
  .strictObject({
    verdict,
    /** Why; whoever reads it in a year has to understand it. */
    reason: z.string().trim().min(3).max(4000),
    scope,
    /** The finding, for the scope `finding`. */
    finding: id.optional(),
    /** The asset, for the scope `asset`. */
    asset: id.optional(),
    /** Name of the project, for the scope `project`, and to narrow the scope `flaw`. */
    project: slug.optional(),
    rule: name.optional(),
    /** A name of the flaw: CVE, GHSA; its other names count, too. */
    flaw: name.optional(),
    /** Package URL without version. */
    package: name.optional(),
    /** From then on the findings are open again. */
    expiresAt: moment.optional(),
  })
  .superRefine((asked, context) => {
    const missing = missingPart(asked);
    if (missing !== undefined) {
      context.addIssue({
        code: "custom",
        path: [missing],
        message: `expected with the scope ${asked.scope}, got nothing`,
      });
    }
  });

function missingPart(asked: {
  readonly scope: z.infer<typeof scope>;
  readonly finding?: string | undefined;
  readonly asset?: string | undefined;
  readonly project?: string | undefined;
  readonly rule?: string | undefined;
  readonly flaw?: string | undefined;
}): string | undefined {
  if (asked.scope === "finding" && asked.finding === undefined) return "finding";
  if (asked.scope === "asset" && asked.asset === undefined) return "asset";
  if (asked.scope === "project" && asked.project === undefined) return "project";
  if (asked.scope === "flaw" && asked.flaw === undefined) return "flaw";
  // A whole tenant is never decided away: a rule or a flaw has to be named.
  if (asked.scope === "tenant" && asked.rule === undefined && asked.flaw === undefined) return "rule";
  return undefined;
}

/** A decision. */
export const decision = z.object({
  id,
  verdict,
  reason: z.string(),
  scope,
  finding: id.nullable(),
  asset: id.nullable(),
  project: id.nullable(),
  rule: z.string().nullable(),
  flaws: z.array(z.string()).nullable(),
  package: z.string().nullable(),
  author: id,
  createdAt: moment,
  expiresAt: moment.nullable(),
  revokedAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** It changes nothing until somebody else agrees. */
  isWaiting: z.boolean(),
  /** Who agreed, where somebody had to. */
  approvedBy: id.nullable(),
});

/** Whether decisions wait until a second person agrees. */
export const approvalRule = z.strictObject({ isApprovalNeeded: z.boolean() });

/** A decision that waited counts now. */
export const approvedDecision = z.object({
  /** So many findings have another status now. */
  changed: z.int(),
});

/** A decision that was made just now. */
export const madeDecision = decision.extend({
  /** So many findings have another status now. */
  changed: z.int(),
});

/** Which decisions: those that wait for a second person, those that count, those that are over; all when left out. */
export const decisionQuery = z.strictObject({ state: z.enum(["waiting", "in-force", "over"]).optional() });

const known = z.string().nullable();

/** A decision in a list, with the names of what it is about and of who decided; `null` where there is none. */
export const listedDecision = decision.extend({
  names: z.object({ finding: known, asset: known, project: known, author: known, approver: known }),
});

/** Decisions, the newest first. */
export const decisionList = z.object({ decisions: z.array(listedDecision) });
