import { z } from "zod";

/** What every list takes: how much, and where the page before ended. */
export const pageQuery = z.strictObject({
  /** Rows on the page. */
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** `next` of the page before. */
  cursor: z.string().min(1).max(1000).optional(),
});

/** Gives the cursor of the next page; `null` on the last one. */
export const nextCursor = z.string().nullable();

/** A number that is counted up to a limit: `isExact` is false where there are more. */
export const boundedCount = z.object({ count: z.int(), isExact: z.boolean() });
