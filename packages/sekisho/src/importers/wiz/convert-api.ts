import type { output } from "zod/mini";
import type { ImportContext, ImportedRecord, ImportedTarget, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { apiCheck, apiFlaw, apiIssue } from "./api-schema.ts";
import { account, exceptionOf, isFilled } from "./told-values.ts";

/** Reads an issue of a page of the API. */
export function convertApiIssue({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const issue = context.read(apiIssue, value, pointer);
  if (issue === undefined) return [];
  const rule = issue.sourceRule ?? {};
  const entity = issue.entitySnapshot ?? {};
  const resource = [entity.externalId, entity.providerId, entity.name, entity.id].find(isFilled) ?? "";
  const cluster = entity.kubernetesClusterName;
  const subscription = [entity.subscriptionExternalId, entity.subscriptionName].find(isFilled);
  const texts = [rule.controlDescription, rule.cloudConfigurationRuleDescription, rule.cloudEventRuleDescription];
  return [
    misconfigurationOutcome({
      rule: [rule.id, rule.name, issue.id].find(isFilled) ?? "unnamed",
      rating: issue.severity,
      title: rule.name,
      message: [...texts, rule.description].find(isFilled),
      remediation: [rule.resolutionRecommendation, rule.remediationInstructions].find(isFilled),
      subject: [entity.type, entity.kubernetesNamespaceName, resource].filter(isFilled).join("/"),
      target: isFilled(cluster) ? { kind: "cluster", name: cluster } : account(subscription ?? context.targetName),
      exception: exceptionOf(issue.status, issue.notes?.map(({ text }) => text).find(isFilled)),
      status: issue.status,
      firstSeen: toTime(issue.createdAt),
    }),
  ];
}

/** Reads a flaw of a page of the API. */
export function convertApiFlaw({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const flaw = context.read(apiFlaw, value, pointer);
  if (flaw === undefined) return [];
  const name = isFilled(flaw.detailedName) ? flaw.detailedName : "unnamed";
  const { epssProbability: probability, epssPercentile: percentile } = flaw;
  // Wiz writes the numbers without their day: it is the last one on which the flaw was seen.
  const date = toTime(flaw.lastDetectedAt)?.slice(0, 10);
  const hasEpss = typeof probability === "number" && typeof percentile === "number" && date !== undefined;
  const path = flaw.locationPath;
  return [
    flawOutcome({
      id: flaw.name,
      package: toolPackageUrl({ kinds: [], name, version: flaw.version }),
      name,
      installed: flaw.version,
      fixedIn: flaw.fixedVersion,
      rating: [flaw.CVSSSeverity, flaw.vendorSeverity, flaw.severity].find(isFilled),
      description: [flaw.CVEDescription, flaw.description].find(isFilled),
      remediation: flaw.remediation,
      severities: givenSeverities([{ from: "wiz", score: flaw.score }]),
      references: [flaw.link, flaw.portalUrl],
      evidence: isFilled(path) ? [evidenceAt(path, { layer: flaw.layerMetadata?.id })] : [],
      exception: exceptionOf(flaw.status, flaw.resolutionReason),
      firstSeen: flaw.firstDetectedAt,
      lastSeen: flaw.lastDetectedAt,
      epss: hasEpss ? { probability, percentile, date } : undefined,
      target: assetTarget(flaw.vulnerableAsset ?? {}, context.targetName),
    }),
  ];
}

function assetTarget(
  asset: NonNullable<output<typeof apiFlaw>["vulnerableAsset"]>,
  targetName: string,
): ImportedTarget {
  const { type, name, imageId, providerUniqueId, operatingSystem, subscriptionExternalId } = asset;
  const isImage = (type ?? "").toUpperCase() === "CONTAINER_IMAGE" || isFilled(imageId);
  if (isImage && isFilled(name)) return imageTarget({ name, digests: [imageId, providerUniqueId, name] });
  if (isFilled(name)) {
    return { kind: "host", name, ...(isFilled(operatingSystem) ? { distribution: operatingSystem } : {}) };
  }
  return account(isFilled(subscriptionExternalId) ? subscriptionExternalId : targetName);
}

/** Reads the check of a resource of a page of the API. */
export function convertApiCheck({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const check = context.read(apiCheck, value, pointer);
  if (check === undefined) return [];
  const { rule, resource } = check;
  const id = [rule.shortId, rule.id, rule.name].find(isFilled) ?? "unnamed";
  if ((check.result ?? "").toUpperCase() === "PASS") return [{ kind: "passed", rule: id }];
  const { subscription } = resource ?? {};
  const owner = [subscription?.externalId, subscription?.name].find(isFilled) ?? context.targetName;
  return [
    misconfigurationOutcome({
      rule: id,
      rating: check.severity,
      title: rule.name,
      message: rule.description,
      remediation: [check.remediation, rule.remediationInstructions].find(isFilled),
      subject: [resource?.type, [resource?.name, resource?.id].find(isFilled)].filter(isFilled).join("/"),
      target: account(owner),
      exception: exceptionOf(check.status, undefined),
      status: [check.status, check.result].find(isFilled),
      firstSeen: toTime(check.firstSeenAt),
    }),
  ];
}
