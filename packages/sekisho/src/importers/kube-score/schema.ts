import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTruth } from "../parts/optional-fields.ts";

/** An object with its checks, version 2 of the output. Source: kube-score, renderer/json_v2/api.go. */
export const kubeScoreObject = z.object({
  type_meta: z.nullish(z.object({ kind: optionalText, apiVersion: optionalText })),
  object_meta: z.nullish(z.object({ name: optionalText, namespace: optionalText })),
  file_name: optionalText,
  file_row: optionalNumber,
  checks: z.nullish(
    z.array(
      z.object({
        check: z.object({ id: z.string(), name: optionalText }),
        grade: optionalNumber,
        skipped: optionalTruth,
        comments: z.nullish(
          z.array(
            z.object({
              path: optionalText,
              summary: optionalText,
              description: optionalText,
              document_url: optionalText,
            }),
          ),
        ),
      }),
    ),
  ),
});

/** An object with its checks, version 1 of the output. Source: kube-score, scorecard/scorecard.go. */
export const kubeScoreCard = z.object({
  TypeMeta: z.nullish(z.object({ kind: optionalText, apiVersion: optionalText })),
  ObjectMeta: z.nullish(z.object({ name: optionalText, namespace: optionalText })),
  FileLocation: z.nullish(z.object({ Name: optionalText, Line: optionalNumber })),
  Checks: z.nullish(
    z.array(
      z.object({
        Check: z.object({ ID: z.string(), Name: optionalText }),
        Grade: optionalNumber,
        Skipped: optionalTruth,
        Comments: z.nullish(
          z.array(
            z.object({
              Path: optionalText,
              Summary: optionalText,
              Description: optionalText,
              DocumentationURL: optionalText,
            }),
          ),
        ),
      }),
    ),
  ),
});
