import { z } from "zod";

/** How many there are of each severity. */
export const severityCounts = z.object({
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  info: z.int(),
});

/** How many there are of each severity. */
export type SeverityCounts = z.infer<typeof severityCounts>;
