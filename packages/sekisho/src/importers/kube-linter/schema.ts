import * as z from "zod/mini";
import { optionalText } from "../parts/optional-fields.ts";

/** One of `Reports`. Source: kube-linter 0.7, pkg/run/run.go and pkg/diagnostic. */
export const kubeLinterReport = z.object({
  Check: z.string(),
  Diagnostic: z.nullish(z.object({ Message: optionalText })),
  Remediation: optionalText,
  Object: z.nullish(
    z.object({
      Metadata: z.nullish(z.object({ FilePath: optionalText })),
      K8sObject: z.nullish(
        z.object({
          Namespace: optionalText,
          Name: optionalText,
          GroupVersionKind: z.nullish(z.object({ Group: optionalText, Version: optionalText, Kind: optionalText })),
        }),
      ),
    }),
  ),
});

/** What stands around the reports. */
export const kubeLinterHeader = z.object({
  Summary: z.nullish(z.object({ KubeLinterVersion: optionalText, CheckEvaluatedAt: optionalText })),
});
