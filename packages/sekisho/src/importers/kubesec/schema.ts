import * as z from "zod/mini";
import { optionalText, optionalTruth } from "../parts/optional-fields.ts";

const items = z.nullish(z.array(z.object({ id: z.string(), selector: optionalText, reason: optionalText })));

/** What kubesec says of one object. Source: kubesec 2.14, pkg/ruler/report.go. */
export const kubesecReport = z.object({
  object: z.string(),
  valid: optionalTruth,
  fileName: optionalText,
  message: optionalText,
  scoring: z.nullish(z.object({ critical: items, advise: items, passed: items })),
});
