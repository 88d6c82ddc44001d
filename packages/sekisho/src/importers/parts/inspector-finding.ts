import * as z from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import type { ImportedTarget, Outcome } from "../define.ts";
import { evidenceAt } from "./evidence-at.ts";
import { fileSubject } from "./file-place.ts";
import { flawOutcome } from "./flaw-outcome.ts";
import { givenSeverities } from "./given-severity.ts";
import { imageTarget } from "./image-target.ts";
import { misconfigurationOutcome } from "./misconfiguration-outcome.ts";
import { optionalNumber, optionalText, optionalTexts } from "./optional-fields.ts";
import { toolPackageUrl } from "./tool-package-url.ts";

const time = z.nullish(z.union([z.string(), z.number()]));

const vulnerablePackage = z.object({
  name: z.string(),
  version: optionalText,
  release: optionalText,
  epoch: optionalNumber,
  arch: optionalText,
  packageManager: optionalText,
  filePath: optionalText,
  fixedInVersion: optionalText,
  sourceLayerHash: optionalText,
});

const image = z.object({
  registry: optionalText,
  repositoryName: optionalText,
  imageTags: optionalTexts,
  imageHash: optionalText,
  platform: optionalText,
});

/** A finding of Amazon Inspector. Source: Amazon Inspector API, data type Finding; Amazon ECR API, EnhancedImageScanFinding. */
export const inspectorFinding = z.object({
  type: z.string(),
  awsAccountId: optionalText,
  title: optionalText,
  description: optionalText,
  severity: optionalText,
  status: optionalText,
  firstObservedAt: time,
  lastObservedAt: time,
  inspectorScore: optionalNumber,
  score: optionalNumber,
  remediation: z.nullish(z.object({ recommendation: z.nullish(z.object({ text: optionalText })) })),
  resources: z.nullish(
    z.array(
      z.object({
        type: optionalText,
        id: optionalText,
        region: optionalText,
        details: z.nullish(
          z.object({
            awsEcrContainerImage: z.nullish(image),
            awsEc2Instance: z.nullish(z.object({ platform: optionalText })),
          }),
        ),
      }),
    ),
  ),
  packageVulnerabilityDetails: z.nullish(
    z.object({
      vulnerabilityId: z.string(),
      sourceUrl: optionalText,
      source: optionalText,
      cvss: z.nullish(
        z.array(z.object({ baseScore: optionalNumber, scoringVector: optionalText, source: optionalText })),
      ),
      relatedVulnerabilities: optionalTexts,
      referenceUrls: optionalTexts,
      vulnerablePackages: z.nullish(z.array(vulnerablePackage)),
    }),
  ),
  networkReachabilityDetails: z.nullish(
    z.object({
      openPortRange: z.nullish(z.object({ begin: optionalNumber, end: optionalNumber })),
      protocol: optionalText,
    }),
  ),
  codeVulnerabilityDetails: z.nullish(
    z.object({
      detectorId: optionalText,
      filePath: z.nullish(z.object({ filePath: optionalText, startLine: optionalNumber, endLine: optionalNumber })),
    }),
  ),
});

type Finding = z.output<typeof inspectorFinding>;
type Package = z.output<typeof vulnerablePackage>;
type Details = NonNullable<Finding["packageVulnerabilityDetails"]>;

/** Converts a finding; of a flaw one for each package that has it. */
export function inspectorOutcomes(finding: Finding, otherTarget: ImportedTarget): readonly Outcome[] {
  const target = targetOf(finding) ?? otherTarget;
  const details = finding.packageVulnerabilityDetails;
  if (!details) return [configurationOutcome(finding, target)];
  const packages = details.vulnerablePackages ?? [];
  const affected: readonly Package[] = packages.length === 0 ? [{ name: "" }] : packages;
  return affected.map((one) => flawOf(finding, details, { one, target }));
}

function flawOf(
  finding: Finding,
  details: Details,
  { one, target }: { readonly one: Package; readonly target: ImportedTarget },
): Outcome {
  const platform = platformOf(finding);
  const isSystem = one.packageManager === "OS";
  const release = one.release ? `-${one.release}` : "";
  const epoch = one.epoch ? `${one.epoch}:` : "";
  const installed = `${epoch}${one.version ?? ""}${release}`;
  return flawOutcome({
    id: details.vulnerabilityId,
    aliases: details.relatedVulnerabilities,
    package: toolPackageUrl({
      kinds: isSystem ? [platform] : [one.packageManager],
      name: one.name,
      version: installed,
      distribution: isSystem ? platform : undefined,
      architecture: one.arch?.toLowerCase(),
    }),
    name: one.name,
    installed,
    fixedIn: one.fixedInVersion === "NotAvailable" ? undefined : one.fixedInVersion,
    state: finding.status,
    rating: finding.severity,
    description: finding.description,
    remediation: remediationOf(finding),
    target,
    evidence: [evidenceAt(one.filePath || target.name, { layer: one.sourceLayerHash })],
    exception: exceptionOf(finding),
    severities: givenSeverities(
      (details.cvss ?? []).map(({ source, scoringVector, baseScore }) => ({
        from: source || details.source || "inspector",
        vector: scoringVector,
        score: baseScore,
      })),
    ),
    score: finding.inspectorScore ?? finding.score,
    references: [details.sourceUrl, ...(details.referenceUrls ?? [])],
    firstSeen: finding.firstObservedAt,
    lastSeen: finding.lastObservedAt,
  });
}

/** An open port, or a weakness in code. */
function configurationOutcome(finding: Finding, target: ImportedTarget): Outcome {
  const { networkReachabilityDetails: network, codeVulnerabilityDetails: code, type, title } = finding;
  const { begin, end } = network?.openPortRange ?? {};
  const range = begin === end ? `${begin ?? ""}` : `${begin ?? ""}-${end ?? ""}`;
  const path = code?.filePath?.filePath || target.name;
  return misconfigurationOutcome({
    rule: code?.detectorId || type,
    rating: finding.severity,
    title,
    message: finding.description,
    remediation: remediationOf(finding),
    subject: network ? `port:${range}/${network.protocol ?? ""}` : fileSubject(code ? path : ""),
    target,
    evidence: [evidenceAt(path, { startLine: code?.filePath?.startLine, endLine: code?.filePath?.endLine })],
    exception: exceptionOf(finding),
    status: finding.status,
  });
}

function remediationOf({ remediation }: Finding): string | undefined {
  const text = remediation?.recommendation?.text;
  return text && text !== "None Provided" ? text : undefined;
}

/** A rule of the account hides what is suppressed; what is closed is gone. */
function exceptionOf({ status }: Finding): AcceptedException | undefined {
  return status === "SUPPRESSED" || status === "CLOSED" ? { reason: status } : undefined;
}

/** `AMAZON_LINUX_2`, `ALPINE_LINUX_3_18`: its first word names the distribution. */
function platformOf({ resources }: Finding): string | undefined {
  const details = resources?.[0]?.details;
  return (details?.awsEcrContainerImage?.platform ?? details?.awsEc2Instance?.platform)?.split("_")[0];
}

function targetOf({ resources, awsAccountId }: Finding): ImportedTarget | undefined {
  const [resource] = resources ?? [];
  const id = resource?.id;
  if (resource === undefined || !id) return undefined;
  const told = resource.details?.awsEcrContainerImage;
  if (told) {
    const host = `${told.registry || awsAccountId || "registry"}.dkr.ecr.${resource.region ?? "region"}.amazonaws.com`;
    const [tag] = told.imageTags ?? [];
    const name = `${host}/${told.repositoryName ?? ""}${tag ? `:${tag}` : ""}`;
    return imageTarget({ name, digests: [told.imageHash], distribution: told.platform });
  }
  return { kind: resource.type === "AWS_EC2_INSTANCE" ? "host" : "filesystem", name: id };
}
