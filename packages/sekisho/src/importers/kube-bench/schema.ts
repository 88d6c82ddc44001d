import * as z from "zod/mini";
import { kubeBenchResult } from "../parts/kube-bench-result.ts";
import { optionalText } from "../parts/optional-fields.ts";

/** The tests of one node type. Source: kube-bench, check/controls.go. */
export const kubeBenchControls = z.object({
  version: optionalText,
  tests: z.array(z.object({ results: z.nullish(z.array(kubeBenchResult)) })),
});
