import * as z from "zod/mini";
import { optionalNumber, optionalNumberOrText, optionalText, optionalTruth } from "../parts/optional-fields.ts";

const resource = z.object({
  format: optionalText,
  path: optionalText,
  name: optionalText,
  version: optionalText,
  arch: optionalText,
  layer_digest: optionalText,
});

/** What was scanned, and the packages without their flaws. Source: Aqua, scannercli scan --jsonfile; API v1, scan_results. */
export const aquaHead = z.object({
  image: optionalText,
  image_name: optionalText,
  registry: optionalText,
  digest: optionalText,
  scan_started: z.nullish(z.object({ seconds: optionalNumber })),
  os: optionalText,
  version: optionalText,
  resources: z.nullish(z.array(z.object({ resource: z.nullish(resource) }))),
});

/** Lists of results, as plugins of pipelines join them. */
export const aquaResults = z.array(z.object({ image_name: optionalText, results: z.nullish(aquaHead) }));

const rating = {
  aqua_score: optionalNumber,
  aqua_severity: optionalText,
  aqua_vectors: optionalText,
  vendor_score: optionalNumber,
  vendor_cvss2_score: optionalNumber,
  vendor_cvss2_vectors: optionalText,
  vendor_cvss3_score: optionalNumber,
  vendor_cvss3_vectors: optionalText,
  nvd_score: optionalNumber,
  nvd_vectors: optionalText,
  nvd_score_v3: optionalNumber,
  nvd_vectors_v3: optionalText,
  nvd_cvss2_score: optionalNumber,
  nvd_cvss2_vectors: optionalText,
  nvd_cvss3_score: optionalNumber,
  nvd_cvss3_vectors: optionalText,
  severity: optionalText,
  score: optionalNumberOrText,
  vendor_severity: optionalText,
};

/** A flaw; what the API lists names its package and image itself. */
export const aquaFlaw = z.object({
  name: z.string(),
  description: optionalText,
  solution: optionalText,
  fix_version: optionalText,
  vendor_url: optionalText,
  nvd_url: optionalText,
  url: optionalText,
  epss_score: optionalNumber,
  epss_percentile: optionalNumber,
  epss_date: optionalText,
  /** An empty object where there is none. */
  cwe_info: z.nullish(z.union([z.array(z.object({ Id: optionalText })), z.object({})])),
  first_found_date: optionalText,
  last_found_date: optionalText,
  acknowledged: optionalTruth,
  acknowledged_date: optionalText,
  ack_comment: optionalText,
  ack_author: optionalText,
  file: optionalText,
  registry: optionalText,
  image_name: optionalText,
  image_repository_name: optionalText,
  image_digest: optionalText,
  os: optionalText,
  resource: z.nullish(resource),
  ...rating,
});

/** A file with a secret, or with malware. */
export const aquaFile = z.object({
  path: optionalText,
  type: optionalText,
  malware: optionalText,
  layer: optionalText,
});

/** An answer of the assurance policy. */
export const aquaControl = z.object({
  control_name: optionalText,
  policy_name: optionalText,
  failed: optionalTruth,
});
