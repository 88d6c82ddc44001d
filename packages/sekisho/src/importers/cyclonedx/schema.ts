import * as z from "zod/mini";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";

const property = z.object({ name: optionalText, value: optionalText });

/** A component; those inside of it are read one by one. Source: CycloneDX 1.2 to 1.6, JSON schema. */
export const cycloneDxComponent = z.object({
  "bom-ref": optionalText,
  type: optionalText,
  group: optionalText,
  name: optionalText,
  version: optionalText,
  purl: optionalText,
  components: z.nullish(z.array(z.unknown())),
  properties: z.nullish(z.array(property)),
});

/** A component as the document holds it. */
export type CycloneDxComponent = z.infer<typeof cycloneDxComponent>;

const tool = z.object({ name: optionalText, version: optionalText });

/** What is known of a document before its parts. */
export const cycloneDxHeader = z.object({
  metadata: z.nullish(
    z.object({
      timestamp: optionalText,
      tools: z.nullish(z.union([z.array(tool), z.object({ components: z.nullish(z.array(tool)) })])),
      component: z.nullish(cycloneDxComponent),
    }),
  ),
});

/** What is known of a document before its parts. */
export type CycloneDxHeader = z.infer<typeof cycloneDxHeader>;

const source = z.nullish(z.object({ name: optionalText, url: optionalText }));

/** A known flaw with what it affects. Source: CycloneDX 1.4 to 1.6, `vulnerability`. */
export const cycloneDxVulnerability = z.object({
  id: optionalText,
  source,
  references: z.nullish(z.array(z.object({ id: optionalText, source }))),
  ratings: z.nullish(
    z.array(
      z.object({
        source,
        score: optionalNumber,
        severity: optionalText,
        method: optionalText,
        vector: optionalText,
      }),
    ),
  ),
  cwes: z.nullish(z.array(z.number())),
  description: optionalText,
  detail: optionalText,
  recommendation: optionalText,
  workaround: optionalText,
  advisories: z.nullish(z.array(z.object({ title: optionalText, url: optionalText }))),
  analysis: z.nullish(
    z.object({
      state: optionalText,
      justification: optionalText,
      detail: optionalText,
      firstIssued: optionalText,
      lastUpdated: optionalText,
    }),
  ),
  affects: z.nullish(
    z.array(
      z.object({
        ref: z.string(),
        versions: z.nullish(z.array(z.object({ version: optionalText, range: optionalText, status: optionalText }))),
      }),
    ),
  ),
});

/** A known flaw as the document holds it. */
export type CycloneDxVulnerability = z.infer<typeof cycloneDxVulnerability>;
