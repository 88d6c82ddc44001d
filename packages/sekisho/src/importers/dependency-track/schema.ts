import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTruth } from "../parts/optional-fields.ts";

/** What a file of findings is about. Source: Dependency-Track, docs/integrations/file-formats, Finding Packaging Format. */
export const trackHead = z.object({
  meta: z.nullish(z.object({ version: optionalText, timestamp: optionalText })),
  project: z.nullish(z.object({ name: optionalText, version: optionalText })),
});

/** A flaw in a component of the project. */
export const trackFinding = z.object({
  component: z.object({
    name: z.string(),
    group: optionalText,
    version: optionalText,
    purl: optionalText,
  }),
  vulnerability: z.object({
    vulnId: z.string(),
    source: optionalText,
    title: optionalText,
    description: optionalText,
    recommendation: optionalText,
    severity: optionalText,
    cvssV2BaseScore: optionalNumber,
    cvssV3BaseScore: optionalNumber,
    cvssV2Vector: optionalText,
    cvssV3Vector: optionalText,
    cweId: optionalNumber,
    cwes: z.nullish(z.array(z.object({ cweId: optionalNumber }))),
    aliases: z.nullish(z.array(z.record(z.string(), z.unknown()))),
    epssScore: optionalNumber,
    epssPercentile: optionalNumber,
    affectedVersions: z.nullish(z.array(z.object({ versionEndExcluding: optionalText }))),
  }),
  analysis: z.nullish(z.object({ state: optionalText, isSuppressed: optionalTruth })),
  attribution: z.nullish(z.object({ attributedOn: z.nullish(z.union([z.number(), z.string()])) })),
});
