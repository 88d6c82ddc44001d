import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** Everything of a report but its matches. Source: anchore/grype, grype/presenter/models/document.go. */
export const grypeHead = z.object({
  source: z.nullish(
    z.object({
      type: optionalText,
      target: z.nullish(
        z.union([
          z.string(),
          z.object({
            userInput: optionalText,
            imageID: optionalText,
            manifestDigest: optionalText,
            repoDigests: optionalTexts,
          }),
        ]),
      ),
    }),
  ),
  distro: z.nullish(z.object({ name: optionalText, version: optionalText })),
  descriptor: z.nullish(z.object({ version: optionalText, timestamp: optionalText })),
});

const cvss = z.nullish(
  z.array(
    z.object({
      source: optionalText,
      vector: optionalText,
      metrics: z.nullish(z.object({ baseScore: optionalNumber })),
    }),
  ),
);

const vulnerability = z.object({
  id: z.string(),
  dataSource: optionalText,
  severity: optionalText,
  urls: optionalTexts,
  description: optionalText,
  cvss,
  fix: z.nullish(z.object({ versions: optionalTexts, state: optionalText })),
  fixedInVersion: optionalText,
  advisories: z.nullish(z.array(z.object({ link: optionalText }))),
  cwes: z.nullish(z.array(z.object({ cwe: optionalText }))),
  epss: z.nullish(z.array(z.object({ epss: z.number(), percentile: z.number(), date: z.string() }))),
  knownExploited: z.nullish(
    z.array(z.object({ dateAdded: z.string(), dueDate: optionalText, knownRansomwareCampaignUse: optionalText })),
  ),
});

/** A package that has a flaw. Source: anchore/grype, grype/presenter/models/match.go. */
export const grypeMatch = z.object({
  vulnerability,
  relatedVulnerabilities: z.nullish(
    z.array(z.object({ id: optionalText, dataSource: optionalText, description: optionalText, cvss })),
  ),
  artifact: z.object({
    name: z.string(),
    version: optionalText,
    type: optionalText,
    locations: z.nullish(z.array(z.object({ path: optionalText, layerID: optionalText }))),
    purl: optionalText,
  }),
  appliedIgnoreRules: z.nullish(z.array(z.record(z.string(), z.unknown()))),
});
