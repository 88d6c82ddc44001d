import { z } from "zod";

const part = z.string().trim().min(1).max(500);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** What a report looked at: what is missing in the next report of the same scope and producer is repaired. */
export const reportScope = z.discriminatedUnion("kind", [
  /** One image that never changes. */
  z.strictObject({ kind: z.literal("image"), digest }),
  /** One line of development: a branch, a tag. */
  z.strictObject({ kind: z.literal("repository"), repository: part, ref: part }),
  /** A cluster, or the part of it that a scanner looks at. */
  z.strictObject({ kind: z.literal("cluster"), cluster: part, part: part.optional() }),
]);

/** What a report looked at. */
export type ReportScope = z.infer<typeof reportScope>;
