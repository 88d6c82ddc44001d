import * as z from "zod/mini";
import { kubeBenchResult } from "../parts/kube-bench-result.ts";
import {
  optionalNumber,
  optionalNumberOrText,
  optionalText,
  optionalTexts,
  optionalTruth,
} from "../parts/optional-fields.ts";

/** What every report has around its entries. Source: trivy-operator, pkg/apis/aquasecurity/v1alpha1; Starboard before it. */
export const operatorHeader = z.object({
  kind: z.string(),
  metadata: z.nullish(
    z.object({
      name: optionalText,
      namespace: optionalText,
      labels: z.nullish(z.record(z.string(), optionalText)),
      annotations: z.nullish(z.record(z.string(), optionalText)),
    }),
  ),
  report: z.nullish(
    z.object({
      artifact: z.nullish(z.object({ repository: optionalText, tag: optionalText, digest: optionalText })),
      registry: z.nullish(z.object({ server: optionalText })),
      os: z.nullish(z.object({ family: optionalText, name: optionalText })),
      scanner: z.nullish(z.object({ name: optionalText, version: optionalText })),
      updateTimestamp: optionalText,
    }),
  ),
  status: z.nullish(z.object({ updateTimestamp: optionalText })),
});

/** A vulnerability of an image. */
export const operatorVulnerability = z.object({
  vulnerabilityID: z.string(),
  resource: z.string(),
  installedVersion: optionalText,
  fixedVersion: optionalText,
  severity: optionalText,
  score: optionalNumberOrText,
  title: optionalText,
  description: optionalText,
  primaryLink: optionalText,
  links: optionalTexts,
  target: optionalText,
  class: optionalText,
  packageType: optionalText,
  packagePath: optionalText,
  packagePURL: optionalText,
  cvss: z.nullish(
    z.record(
      z.string(),
      z.nullish(
        z.object({
          V2Vector: optionalText,
          V3Vector: optionalText,
          V40Vector: optionalText,
          V2Score: optionalNumber,
          V3Score: optionalNumber,
          V40Score: optionalNumber,
        }),
      ),
    ),
  ),
});

/** A check of the configuration; Starboard says `id` in its first versions, and the container in `scope`. */
export const operatorCheck = z.object({
  checkID: optionalText,
  id: optionalText,
  title: optionalText,
  description: optionalText,
  severity: optionalText,
  category: optionalText,
  messages: optionalTexts,
  message: optionalText,
  remediation: optionalText,
  success: optionalTruth,
  target: optionalText,
  scope: z.nullish(z.object({ type: optionalText, value: optionalText })),
});

/** A secret in an image. */
export const operatorSecret = z.object({
  ruleID: z.string(),
  target: optionalText,
  title: optionalText,
  category: optionalText,
  severity: optionalText,
  match: optionalText,
});

/** A control of a compliance report with its checks. */
export const complianceControl = z.object({
  id: z.string(),
  name: optionalText,
  description: optionalText,
  severity: optionalText,
  status: optionalText,
  totalFail: optionalNumber,
  checks: z.nullish(z.array(operatorCheck)),
});

/** A section of Starboard's CISKubeBenchReport. */
export const benchSection = z.object({
  version: optionalText,
  tests: z.nullish(z.array(z.object({ results: z.nullish(z.array(kubeBenchResult)) }))),
});

/** What the schemas read. */
export type OperatorHeader = z.infer<typeof operatorHeader>;
export type OperatorCheck = z.infer<typeof operatorCheck>;
export type OperatorVulnerability = z.infer<typeof operatorVulnerability>;
