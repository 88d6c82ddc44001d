import { z } from "zod";

/** What every refused request is answered. */
export const errorAnswer = z.object({
  error: z.object({
    /** A code of the error catalogue, or `internal`. */
    code: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    /** Names the request in the server's log. */
    requestId: z.string(),
  }),
});

/** What every refused request is answered. */
export type ErrorAnswer = z.infer<typeof errorAnswer>;
