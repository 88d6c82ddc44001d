import * as z from "zod/mini";
import { optionalNumberOrText, optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

/** A flaw. Source: deepfence/ThreatMapper, deepfence_server/model, Vulnerability; deepfence_worker/ingesters. */
export const threatmapperFlaw = z.object({
  cve_id: z.string(),
  cve_severity: optionalText,
  cve_caused_by_package: z.string(),
  cve_caused_by_package_path: optionalText,
  cve_container_layer: optionalText,
  cve_container_image: optionalText,
  cve_container_image_id: optionalText,
  cve_fixed_in: optionalText,
  cve_link: optionalText,
  cve_description: optionalText,
  cve_cvss_score: optionalNumberOrText,
  cve_attack_vector: optionalText,
  cve_type: optionalText,
  host_name: optionalText,
  node_type: optionalText,
  masked: z.nullish(z.union([optionalTruth, z.string()])),
  urls: optionalTexts,
});
