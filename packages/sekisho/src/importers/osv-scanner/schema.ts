import * as z from "zod/mini";
import { optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

/** Everything of a report but its packages. Source: google/osv-scanner, pkg/models/results.go. */
export const osvHead = z.object({
  results: z.nullish(z.array(z.object({ source: z.nullish(z.object({ path: optionalText })) }))),
  image_metadata: z.nullish(
    z.object({
      os: optionalText,
      layer_metadata: z.nullish(z.array(z.object({ diff_id: optionalText }))),
    }),
  ),
});

/** A package with its flaws. */
export const osvPackage = z.object({
  package: z.object({
    name: optionalText,
    os_package_name: optionalText,
    version: optionalText,
    ecosystem: optionalText,
    commit: optionalText,
    image_origin_details: z.nullish(z.object({ index: z.nullish(z.number()) })),
  }),
  groups: z.nullish(
    z.array(
      z.object({
        ids: optionalTexts,
        aliases: optionalTexts,
        max_severity: optionalText,
        experimentalAnalysis: z.nullish(z.record(z.string(), z.object({ called: optionalTruth }))),
      }),
    ),
  ),
  vulnerabilities: z.nullish(z.array(z.unknown())),
  license_violations: z.nullish(z.array(z.unknown())),
});

/** An advisory in the form of OSV. Source: ossf.github.io/osv-schema, 1.7. */
export const osvAdvisory = z.object({
  id: z.string(),
  aliases: optionalTexts,
  upstream: optionalTexts,
  summary: optionalText,
  details: optionalText,
  severity: z.nullish(z.array(z.object({ score: optionalText }))),
  affected: z.nullish(
    z.array(
      z.object({
        package: z.nullish(z.object({ name: optionalText })),
        ranges: z.nullish(
          z.array(z.object({ type: optionalText, events: z.nullish(z.array(z.object({ fixed: optionalText }))) })),
        ),
        database_specific: z.nullish(z.object({ cwes: z.nullish(z.array(z.object({ cweId: optionalText }))) })),
      }),
    ),
  ),
  references: z.nullish(z.array(z.object({ url: optionalText }))),
  database_specific: z.nullish(z.object({ severity: optionalText, cwe_ids: optionalTexts })),
});

/** The name of a licence that is not allowed. */
export const osvLicence = z.string();
