import * as z from "zod/mini";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";

const version = z.nullish(
  z.object({
    epoch: optionalNumber,
    name: optionalText,
    revision: optionalText,
    kind: optionalText,
    fullName: optionalText,
  }),
);

const cvss = z.nullish(z.object({ baseScore: optionalNumber }));

/** What was scanned, when it is described together with its flaws. */
export const googleHead = z.object({
  image_summary: z.nullish(z.object({ fully_qualified_digest: optionalText })),
});

/** An occurrence of a note. Source: Artifact Analysis API v1, projects.occurrences, VulnerabilityOccurrence. */
export const googleOccurrence = z.object({
  noteName: z.string(),
  resourceUri: optionalText,
  createTime: optionalText,
  updateTime: optionalText,
  vulnerability: z.object({
    severity: optionalText,
    effectiveSeverity: optionalText,
    cvssScore: optionalNumber,
    cvssv3: cvss,
    cvssV2: cvss,
    shortDescription: optionalText,
    longDescription: optionalText,
    relatedUrls: z.nullish(z.array(z.object({ url: optionalText }))),
    packageIssue: z.nullish(
      z.array(
        z.object({
          affectedPackage: z.string(),
          affectedCpeUri: optionalText,
          affectedVersion: version,
          fixedVersion: version,
          packageType: optionalText,
          effectiveSeverity: optionalText,
          fileLocation: z.nullish(z.array(z.object({ filePath: optionalText }))),
        }),
      ),
    ),
    vexAssessment: z.nullish(
      z.object({
        state: optionalText,
        justification: z.nullish(z.object({ justificationType: optionalText, details: optionalText })),
      }),
    ),
  }),
});
