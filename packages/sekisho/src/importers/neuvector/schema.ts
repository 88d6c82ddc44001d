import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";

/** What was scanned. Source: neuvector/neuvector, controller/api/apis.go, RESTScanRepoReport. */
export const neuvectorHead = z.object({
  error_message: optionalText,
  report: z.nullish(
    z.object({
      registry: optionalText,
      repository: optionalText,
      tag: optionalText,
      digest: optionalText,
      base_os: optionalText,
    }),
  ),
});

/** A flaw. Source: neuvector/neuvector, controller/api/apis.go, RESTVulnerability. */
export const neuvectorFlaw = z.object({
  name: z.string(),
  score: optionalNumber,
  score_v3: optionalNumber,
  severity: optionalText,
  vectors: optionalText,
  vectors_v3: optionalText,
  description: optionalText,
  file_name: optionalText,
  package_name: z.string(),
  package_version: optionalText,
  fixed_version: optionalText,
  link: optionalText,
  cves: optionalTexts,
});

/** An answer of a benchmark. Source: neuvector/neuvector, controller/api/apis.go, RESTBenchItem. */
export const neuvectorCheck = z.object({
  test_number: optionalText,
  name: optionalText,
  level: optionalText,
  description: optionalText,
  remediation: optionalText,
  message: optionalTexts,
});

/** A secret in a file. Source: neuvector/neuvector, controller/api/apis.go, RESTScanSecret. */
export const neuvectorSecret = z.object({
  type: z.string(),
  evidence: optionalText,
  path: optionalText,
  suggestion: optionalText,
});
