import * as z from "zod/mini";

/** One line of `hadolint --format json`. Source: hadolint's README, "Output formats". */
export const hadolintFinding = z.object({
  code: z.string(),
  file: z.optional(z.string()),
  line: z.optional(z.number()),
  column: z.optional(z.number()),
  level: z.optional(z.string()),
  message: z.optional(z.string()),
});

/** A finding of hadolint as far as it is used. */
export type HadolintFinding = z.infer<typeof hadolintFinding>;
