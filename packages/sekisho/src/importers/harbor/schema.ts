import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** Who scanned, and when. Source: goharbor/pluggable-scanner-spec, api/spec/scanner-adapter-openapi-v1.1.yaml. */
export const harborHead = z.object({
  generated_at: optionalText,
  artifact: z.nullish(z.object({ digest: optionalText, repository: optionalText })),
});

/** A flaw as Harbor 2 writes it. */
export const harborFlaw = z.object({
  id: z.string(),
  package: z.string(),
  version: optionalText,
  fix_version: optionalText,
  severity: optionalText,
  description: optionalText,
  links: optionalTexts,
  layer: z.nullish(z.object({ digest: optionalText, diff_id: optionalText })),
  artifact_digests: optionalTexts,
  cwe_ids: optionalTexts,
  status: optionalText,
  preferred_cvss: z.nullish(
    z.object({ score_v3: optionalNumber, score_v2: optionalNumber, vector_v3: optionalText, vector_v2: optionalText }),
  ),
  vendor_attributes: z.nullish(
    z.object({
      CVSS: z.nullish(
        z.record(
          z.string(),
          z.object({
            V2Score: optionalNumber,
            V2Vector: optionalText,
            V3Score: optionalNumber,
            V3Vector: optionalText,
          }),
        ),
      ),
    }),
  ),
});

/** A flaw as Harbor 1 writes it. Source: goharbor/harbor 1.8, docs/swagger.yaml, VulnerabilityItem. */
export const oldHarborFlaw = z.object({
  id: z.string(),
  severity: z.nullish(z.union([z.number(), z.string()])),
  package: z.string(),
  version: optionalText,
  description: optionalText,
  link: optionalText,
  links: optionalTexts,
  fixedVersion: optionalText,
});
