import * as z from "zod/mini";
import { optionalNumber, optionalText, optionalTexts, optionalTruth } from "../parts/optional-fields.ts";

const address = z.nullish(z.object({ ipAddressV4: optionalText, ipAddressV6: optionalText }));
const apiCall = z.object({
  remoteIpDetails: address,
  sourceIPs: optionalTexts,
  sourceIps: optionalTexts,
  userAgent: optionalText,
});

/** A finding, its keys in lower camel case. Source: Amazon GuardDuty API reference, `Finding`. */
export const guarddutyFinding = z.object({
  id: optionalText,
  arn: optionalText,
  accountId: optionalText,
  type: z.string(),
  severity: optionalNumber,
  title: optionalText,
  description: optionalText,
  createdAt: optionalText,
  updatedAt: optionalText,
  resource: z.nullish(
    z.object({
      instanceDetails: z.nullish(z.object({ instanceId: optionalText })),
      accessKeyDetails: z.nullish(z.object({ userName: optionalText, principalId: optionalText })),
      eksClusterDetails: z.nullish(z.object({ name: optionalText })),
      s3BucketDetails: z.nullish(z.array(z.object({ arn: optionalText }))),
      containerDetails: z.nullish(z.object({ name: optionalText })),
      ecsClusterDetails: z.nullish(z.object({ arn: optionalText })),
      lambdaDetails: z.nullish(z.object({ functionArn: optionalText })),
      kubernetesDetails: z.nullish(
        z.object({
          kubernetesUserDetails: z.nullish(z.object({ username: optionalText, groups: optionalTexts })),
          kubernetesWorkloadDetails: z.nullish(
            z.object({
              name: optionalText,
              type: optionalText,
              namespace: optionalText,
              containers: z.nullish(z.array(z.object({ name: optionalText }))),
            }),
          ),
        }),
      ),
    }),
  ),
  service: z.nullish(
    z.object({
      count: optionalNumber,
      eventFirstSeen: optionalText,
      eventLastSeen: optionalText,
      archived: optionalTruth,
      userFeedback: optionalText,
      action: z.nullish(
        z.object({
          kubernetesApiCallAction: z.nullish(apiCall),
          awsApiCallAction: z.nullish(apiCall),
          networkConnectionAction: z.nullish(z.object({ remoteIpDetails: address })),
          portProbeAction: z.nullish(
            z.object({ portProbeDetails: z.nullish(z.array(z.object({ remoteIpDetails: address }))) }),
          ),
        }),
      ),
    }),
  ),
});

/** A finding as its keys are in events and in exports. */
export type GuarddutyFinding = z.infer<typeof guarddutyFinding>;

const maxLevels = 40;

/** Gives a value with its keys in lower camel case: the API writes `AccountId`, events and exports `accountId`. */
export function lowerKeys(value: unknown, level = 0): unknown {
  if (level > maxLevels || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => lowerKeys(element, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.slice(0, 1).toLowerCase() + key.slice(1),
      lowerKeys(member, level + 1),
    ]),
  );
}
