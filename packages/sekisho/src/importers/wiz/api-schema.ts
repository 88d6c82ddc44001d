import * as z from "zod/mini";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";

const subscription = z.nullish(z.object({ name: optionalText, externalId: optionalText }));

/** An issue of the API. Source: the query `issues` or `issuesV2` that Wiz publishes with its integrations. */
export const apiIssue = z.object({
  id: optionalText,
  sourceRule: z.nullish(
    z.object({
      id: optionalText,
      name: optionalText,
      description: optionalText,
      controlDescription: optionalText,
      cloudEventRuleDescription: optionalText,
      cloudConfigurationRuleDescription: optionalText,
      resolutionRecommendation: optionalText,
      remediationInstructions: optionalText,
    }),
  ),
  createdAt: optionalText,
  status: optionalText,
  severity: optionalText,
  entitySnapshot: z.nullish(
    z.object({
      id: optionalText,
      type: optionalText,
      name: optionalText,
      externalId: optionalText,
      providerId: optionalText,
      subscriptionExternalId: optionalText,
      subscriptionName: optionalText,
      kubernetesClusterName: optionalText,
      kubernetesNamespaceName: optionalText,
    }),
  ),
  notes: z.nullish(z.array(z.object({ text: optionalText }))),
});

/** A flaw of the API. Source: the query `vulnerabilityFindings` that Wiz publishes with its integrations. */
export const apiFlaw = z.object({
  name: z.string(),
  portalUrl: optionalText,
  CVEDescription: optionalText,
  CVSSSeverity: optionalText,
  vendorSeverity: optionalText,
  severity: optionalText,
  score: optionalNumber,
  status: optionalText,
  resolutionReason: optionalText,
  firstDetectedAt: optionalText,
  lastDetectedAt: optionalText,
  description: optionalText,
  remediation: optionalText,
  detailedName: optionalText,
  version: optionalText,
  fixedVersion: optionalText,
  link: optionalText,
  locationPath: optionalText,
  epssPercentile: optionalNumber,
  epssProbability: optionalNumber,
  layerMetadata: z.nullish(z.object({ id: optionalText })),
  vulnerableAsset: z.nullish(
    z.object({
      type: optionalText,
      name: optionalText,
      imageId: optionalText,
      providerUniqueId: optionalText,
      subscriptionExternalId: optionalText,
      operatingSystem: optionalText,
    }),
  ),
});

/** A check of a resource. Source: the query `configurationFindings` that Wiz publishes. */
export const apiCheck = z.object({
  severity: optionalText,
  result: optionalText,
  status: optionalText,
  remediation: optionalText,
  firstSeenAt: optionalText,
  resource: z.nullish(z.object({ id: optionalText, name: optionalText, type: optionalText, subscription })),
  rule: z.object({
    id: optionalText,
    shortId: optionalText,
    name: optionalText,
    description: optionalText,
    remediationInstructions: optionalText,
  }),
});
