import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** One result of the JSON log. Source: docker-bench-security 1.6, functions/output_lib.sh. */
export const dockerBenchResult = z.object({
  id: z.string(),
  desc: optionalText,
  result: z.string(),
  details: optionalText,
  items: optionalTexts,
  remediation: optionalText,
});

/** What is around the results. */
export const dockerBenchHeader = z.object({ dockerbenchsecurity: z.string(), start: optionalNumber });
