import * as z from "zod/mini";
import {
  optionalNumber,
  optionalNumberOrText,
  optionalText,
  optionalTexts,
  optionalTruth,
} from "../parts/optional-fields.ts";

const score = z.nullish(
  z.object({ base_score: optionalNumber, baseScore: optionalNumber, vector_string: optionalText }),
);
const data = z.nullish(z.array(z.object({ cvss_v2: score, cvss_v3: score, cvssV2: score, cvssV3: score })));

/** What a list of flaws is about. Source: Anchore Engine API, /images/{digest}/vuln; anchorectl image vulnerabilities -o json. */
export const anchoreHead = z.object({
  imageDigest: optionalText,
  image_digest: optionalText,
  imageTag: optionalText,
  imageReference: optionalText,
});

/** A flaw as the engine (`package_name`) and the command line (`packageName`) write it. */
export const anchoreFlaw = z.object({
  vuln: z.string(),
  cves: z.nullish(z.union([z.string(), z.array(z.string())])),
  severity: optionalText,
  url: optionalText,
  fix: optionalText,
  description: optionalText,
  package: optionalText,
  package_name: optionalText,
  packageName: optionalText,
  package_version: optionalText,
  packageVersion: optionalText,
  package_type: optionalText,
  packageType: optionalText,
  package_path: optionalText,
  packagePath: optionalText,
  feed_group: optionalText,
  feedGroup: optionalText,
  nvd_data: data,
  nvdData: data,
  vendor_data: data,
  vendorData: data,
  will_not_fix: optionalTruth,
  willNotFix: optionalTruth,
  detected_at: optionalText,
  detectedAt: optionalText,
});

/** The image of a policy evaluation. Source: anchorectl image check --detail -o json. */
export const anchoreEvaluations = z.array(
  z.object({ digest: optionalText, imageDigest: optionalText, tag: optionalText, evaluationTag: optionalText }),
);

/** The image whose evaluations a newer anchorectl lists. Source: anchorectl 5, image check --detail -o json. */
export const anchoreEvaluated = z.object({ evaluatedTag: optionalText, imageDigest: optionalText });

/** One answer of a policy. */
export const anchoreAnswer = z.object({
  gate: z.string(),
  triggerId: optionalText,
  trigger: optionalText,
  triggerName: optionalText,
  description: optionalText,
  policyId: optionalText,
  status: optionalText,
  tag: optionalText,
  allowlisted: optionalTruth,
  recommendation: optionalTexts,
});

/** What an export of vulnerabilities is about. Source: Anchore Enterprise, image, vulnerabilities, export as JSON. */
export const anchoreExport = z.object({
  metadata: z.nullish(
    z.object({
      registry: optionalText,
      repository: optionalText,
      tag: optionalText,
      imageDigest: optionalText,
      timestamp: optionalText,
    }),
  ),
});

/** A flaw of such an export; the package is written with its version. */
export const anchoreExported = z.object({
  vulnerabilityId: z.string(),
  cves: optionalText,
  severity: optionalText,
  detectedAt: optionalText,
  packageType: optionalText,
  path: optionalText,
  package: z.string(),
  fixAvailable: optionalText,
  link: optionalText,
  nvdCvssBaseScore: optionalNumberOrText,
});
