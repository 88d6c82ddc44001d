import * as z from "zod/mini";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";

/** An object as results and scopes name it. */
export const objectReference = z.object({
  apiVersion: optionalText,
  kind: optionalText,
  name: optionalText,
  namespace: optionalText,
});

/** One of `results`. v1alpha1 says `status` for `result`; v1beta1 `description` for `message`, and `subjects`. */
export const policyResult = z.object({
  policy: optionalText,
  rule: optionalText,
  result: optionalText,
  status: optionalText,
  source: optionalText,
  category: optionalText,
  severity: optionalText,
  message: optionalText,
  description: optionalText,
  timestamp: z.nullish(z.union([z.object({ seconds: optionalNumber }), z.string()])),
  resources: z.nullish(z.array(objectReference)),
  subjects: z.nullish(z.array(objectReference)),
  properties: z.nullish(z.record(z.string(), optionalText)),
});

/** What is around the results. */
export const policyReportHeader = z.object({
  source: optionalText,
  scope: z.nullish(objectReference),
  metadata: z.nullish(z.object({ namespace: optionalText })),
});

/** What the schemas read. */
export type PolicyResult = z.infer<typeof policyResult>;
export type ObjectReference = z.infer<typeof objectReference>;
