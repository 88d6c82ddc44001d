import { z } from "zod";
import { nextCursor, pageQuery } from "./page.ts";
import { id, moment } from "./values.ts";

/** One entry of the audit trail. */
export const auditEntry = z.object({
  sequence: z.int(),
  at: moment,
  actor: z.object({
    kind: z.enum(["account", "api-key", "nobody", "platform"]),
    id: z.string().nullable(),
    /** E-mail address of the account, or name of the key, as it is now. */
    name: z.string().nullable(),
  }),
  /** Where the request came from. */
  address: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  before: z.unknown(),
  after: z.unknown(),
  /** Hexadecimal; holds everything above and the hash of the entry before. */
  hash: z.string(),
});

const filter = {
  /** Exactly this action, or all that begin so: `session.*`. */
  action: z.string().min(1).max(100).optional(),
  /** Id of an account or a key. */
  actor: id.optional(),
  subject: z.string().min(1).max(300).optional(),
  address: z.string().min(1).max(60).optional(),
  since: moment.optional(),
  until: moment.optional(),
};

/** Which page of which entries. */
export const auditQuery = pageQuery.extend(filter);
/** Which entries, and how they are written. */
export const auditExportQuery = z.strictObject({ ...filter, format: z.enum(["csv", "ndjson"]).default("csv") });
/** A page of the audit trail, the newest first. */
export const auditPage = z.object({ entries: z.array(auditEntry), next: nextCursor });

/** Where a chain breaks first. */
const auditBreak = z.object({
  kind: z.enum(["changed", "removed", "inserted", "reordered", "rewritten", "cut"]),
  /** Number of the entry where it shows. */
  sequence: z.int(),
  at: moment.nullable(),
});

/** What a walk along the chain found. */
export const auditVerification = z.object({
  /** Entries that were read. */
  entries: z.int(),
  /** Number of the first one: later than 1 where older months were forgotten. */
  first: z.int().nullable(),
  /** Number and hash of the last one: to be kept elsewhere. */
  last: z.int().nullable(),
  hash: z.string().nullable(),
  /** `null` where every link holds. */
  brokenAt: auditBreak.nullable(),
});

/** What a walk along the chain found. */
export type AuditVerification = z.infer<typeof auditVerification>;
