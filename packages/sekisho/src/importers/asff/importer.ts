import type { AcceptedException } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Severity } from "../../model/severity.ts";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type ImportedTool,
  type Outcome,
} from "../define.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome, textsOf } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toolIdOf } from "../parts/tool-id.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { type AsffFinding, type AsffPackage, type AsffVulnerability, asffFinding } from "./schema.ts";

/** Reads findings in the form that AWS Security Hub collects. */
export const asff = defineImporter({
  id: "asff",
  name: "AWS Security Finding Format",
  reads: [
    "AWS Security Finding Format 2018-10-08: get-findings, batch-import-findings, a list, one, JSON Lines",
    "Security Hub events of EventBridge",
  ],
  mapped: {
    en: "Each finding is named by the product behind it (`guardduty:…`, `inspector:…`, `aws-config:…`): type or control, severity, texts, first resource, account or image as target, times, remediation, network. Vulnerabilities give a finding for each package. Compliance PASSED counts as passed; suppressed, resolved and archived findings are exceptions with their note. Not mapped: details of resources other than images, threat intelligence, user-defined fields.",
    ja: "検出は元の製品の ID（`guardduty:…`、`inspector:…`、`aws-config:…`）で識別します。種類またはコントロール、深刻度、説明、先頭のリソース、対象（アカウントまたはイメージ）、日時、対処、通信元を取り込みます。脆弱性はパッケージごとに検出 1 件とします。Compliance が PASSED のものは問題なしとして数え、抑制・解決済み・アーカイブ済みの検出は、メモを理由とする例外とします。イメージ以外のリソースの詳細、脅威インテリジェンス、ユーザー定義フィールドは取り込みません。",
  },
  variants: [
    variant("ASFF, Findings", "/Findings/*", "/Findings/*"),
    variant("ASFF, findings", "/findings/*", "/findings/*"),
    variant("ASFF list or lines", "/*", "/*"),
    variant("Security Hub event", "/detail/findings/*", "/detail/findings/*"),
  ],
});

function variant(name: string, at: string, records: string): DocumentVariant {
  return {
    name,
    form: "json",
    signs: [
      { at: `${at}/SchemaVersion`, equals: "2018-10-08" },
      { at: `${at}/ProductArn`, is: "text" },
    ],
    header: [],
    records: [[records]],
    begin: (_, context) => ({
      target: { kind: "cloud-account", name: context.targetName },
      convert: (record) => convert(record, context),
    }),
  };
}

/** What all findings of one entry share. */
interface Told {
  readonly tool: ImportedTool;
  readonly target: ImportedTarget | undefined;
  readonly subject: string;
  readonly severity: Severity | "unknown";
  readonly rating: string | undefined;
  readonly exception: AcceptedException | undefined;
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const finding = context.read(asffFinding, value, pointer);
  if (finding === undefined) return [];
  const tool = toolIdOf(finding.ProductName) ?? toolIdOf(finding.ProductArn?.split("/").at(-1)) ?? "security-hub";
  const rule = ruleOf(finding, tool);
  if (finding.Compliance?.Status === "PASSED") return [{ kind: "passed", rule }];
  const rating = finding.Severity?.Label ?? finding.Severity?.Original ?? undefined;
  const told: Told = {
    tool: { id: tool },
    target: targetOf(finding),
    subject: finding.Resources?.[0]?.Id ?? "",
    severity: finding.Severity?.Label === "INFORMATIONAL" ? "info" : severityOfNormalized(finding, rating),
    rating,
    exception: exceptionOf(finding),
  };
  const flaws = finding.Vulnerabilities ?? [];
  if (flaws.length > 0) return flaws.flatMap((flaw) => toFlaws(finding, flaw, told));
  return [isActivity(finding, tool) ? toActivity(finding, rule, told) : toOther(finding, rule, told)];
}

/** 0, 1 to 39, 40 to 69, 70 to 89, 90 to 100. Source: ASFF, `Severity`. */
function severityOfNormalized({ Severity: severity }: AsffFinding, rating: string | undefined): Severity | "unknown" {
  const ofWord = severityOfWord(rating);
  const normalized = severity?.Normalized;
  if (ofWord !== "unknown" || typeof normalized !== "number") return ofWord;
  if (normalized >= 90) return "critical";
  if (normalized >= 70) return "high";
  if (normalized >= 40) return "medium";
  return normalized >= 1 ? "low" : "info";
}

/** GuardDuty's types stand in the last part: `TTPs/Discovery/Recon:EC2-Portscan` is `Recon:EC2/Portscan`. */
function ruleOf({ Types, FindingProviderFields, GeneratorId, Compliance }: AsffFinding, tool: string): string {
  const [type = ""] = Types ?? FindingProviderFields?.Types ?? [];
  if (tool === "guardduty" && type.includes(":")) {
    const name = type.slice(type.lastIndexOf("/", type.indexOf(":")) + 1);
    const colon = name.indexOf(":");
    return name.includes("/") ? name : name.slice(0, colon) + name.slice(colon).replace("-", "/");
  }
  const generator = (GeneratorId ?? "").replace(/^security-control\//, "");
  return Compliance?.SecurityControlId ?? (generator === "" ? type : generator);
}

function isActivity({ Types, FindingProviderFields }: AsffFinding, tool: string): boolean {
  const types = Types ?? FindingProviderFields?.Types ?? [];
  return tool === "guardduty" || types.some((type) => /^(?:TTPs|Unusual Behaviors|Effects)(?:\/|$)/.test(type));
}

function targetOf({ Resources, AwsAccountId }: AsffFinding): ImportedTarget | undefined {
  for (const { Id: id = "", Details: details } of Resources ?? []) {
    const image = details?.AwsEcrContainerImage;
    const [, region, account, repository, digest] =
      /^arn:aws[\w-]{0,20}:ecr:([\w-]{1,40}):(\d{1,20}):repository\/(.{1,300})\/(sha256:[0-9a-f]{64})$/.exec(
        id ?? "",
      ) ?? [];
    const name = image?.RepositoryName ?? repository;
    if (typeof name !== "string" || name === "") continue;
    const host = region === undefined ? "" : `${image?.RegistryId ?? account}.dkr.ecr.${region}.amazonaws.com/`;
    const [tag] = image?.ImageTags ?? [];
    const full = host === "" || name.includes("amazonaws.com/") ? name : host + name;
    return imageTarget({ name: tag === undefined ? full : `${full}:${tag}`, digests: [image?.ImageDigest, digest] });
  }
  const cluster = Resources?.find(({ Type }) => Type === "AwsEksCluster")?.Id ?? "";
  if (cluster !== "") return { kind: "cluster", name: cluster.slice(cluster.lastIndexOf("/") + 1) };
  return typeof AwsAccountId === "string" && AwsAccountId !== ""
    ? { kind: "cloud-account", name: AwsAccountId }
    : undefined;
}

function exceptionOf({ Workflow, WorkflowState, RecordState, Note }: AsffFinding): AcceptedException | undefined {
  const state = Workflow?.Status ?? WorkflowState ?? "";
  const isSettled = state === "SUPPRESSED" || state === "RESOLVED" || RecordState === "ARCHIVED";
  if (!isSettled) return undefined;
  const word = state === "SUPPRESSED" || state === "RESOLVED" ? state : "ARCHIVED";
  return { reason: Note?.Text ?? word, ...present({ owner: Note?.UpdatedBy }) };
}

function toFlaws(finding: AsffFinding, flaw: AsffVulnerability, told: Told): readonly Outcome[] {
  const packages = flaw.VulnerablePackages ?? [];
  const known = packages.length > 0 ? packages : [{ Name: told.subject === "" ? "unnamed" : told.subject }];
  return known.map((one) => {
    const version = one.Version ?? "";
    const release = typeof one.Release === "string" && one.Release !== "" ? `-${one.Release}` : "";
    const epoch = typeof one.Epoch === "string" && !["", "0"].includes(one.Epoch) ? `${one.Epoch}:` : "";
    const installed = version === "" ? "" : `${epoch}${version}${release}`;
    const name = one.Name ?? "unnamed";
    const outcome = flawOutcome({
      id: flaw.Id ?? ruleOf(finding, told.tool.id),
      aliases: flaw.RelatedVulnerabilities,
      package: toolPackageUrl({
        kinds: [one.PackageManager],
        name,
        version: installed,
        architecture: one.Architecture,
      }),
      name,
      installed,
      fixedIn: /^NotAvailable$/i.test(one.FixedInVersion ?? "") ? null : one.FixedInVersion,
      severity: told.severity,
      rating: told.rating,
      title: finding.Title,
      description: finding.Description,
      remediation: one.Remediation ?? finding.Remediation?.Recommendation?.Text,
      severities: givenSeverities(
        (flaw.Cvss ?? []).map(({ BaseScore, BaseVector, Source }) => ({
          from: Source ?? flaw.Vendor?.Name ?? told.tool.id,
          score: toNumber(BaseScore),
          vector: BaseVector,
        })),
      ),
      references: textsOf([flaw.Vendor?.Url, ...(flaw.ReferenceUrls ?? []), finding.SourceUrl]),
      firstSeen: finding.FirstObservedAt ?? finding.CreatedAt,
      lastSeen: finding.LastObservedAt ?? finding.UpdatedAt,
      evidence: placesOf(one, told.target?.name),
      exception: told.exception,
      target: told.target,
    });
    return outcome.kind === "finding" ? { ...outcome, finding: { ...outcome.finding, tool: told.tool } } : outcome;
  });
}

/** A package without a file is in its layer of the image. */
function placesOf({ FilePath, SourceLayerHash }: AsffPackage, target: string | undefined): readonly Evidence[] {
  const path = FilePath || (SourceLayerHash ? target : "");
  return path ? [evidenceAt(path, { layer: SourceLayerHash })] : [];
}

function toActivity(finding: AsffFinding, rule: string, { exception, subject, ...told }: Told): Outcome {
  const { Action, Network } = finding;
  return activityOutcome({
    ...told,
    rule,
    subject,
    title: finding.Title,
    message: finding.Description,
    remediation: finding.Remediation?.Recommendation?.Text,
    references: [finding.SourceUrl, finding.Remediation?.Recommendation?.Url],
    status: finding.Workflow?.Status,
    ...(exception === undefined ? {} : { exception }),
    activity: {
      incident: finding.Id,
      cluster: told.target?.kind === "cluster" ? told.target.name : null,
      sources: [
        Network?.SourceIpV4,
        Network?.SourceIpV6,
        Action?.AwsApiCallAction?.RemoteIpDetails?.IpAddressV4,
        Action?.NetworkConnectionAction?.RemoteIpDetails?.IpAddressV4,
      ],
      firstSeen: toTime(finding.FirstObservedAt) ?? toTime(finding.CreatedAt),
      lastSeen: toTime(finding.LastObservedAt) ?? toTime(finding.UpdatedAt),
      events: [finding.Id],
    },
  });
}

function toOther(finding: AsffFinding, rule: string, { tool, ...told }: Told): Outcome {
  const [malware] = finding.Malware ?? [];
  const { Recommendation: recommendation } = finding.Remediation ?? {};
  return {
    kind: "finding",
    finding: {
      ...present(told),
      severity: told.severity,
      kind: malware === undefined ? "misconfiguration" : "malware",
      tool,
      rule: malware?.Name ?? rule,
      title: finding.Title ?? rule,
      message: finding.Description ?? finding.Title ?? rule,
      subject: typeof malware?.Path === "string" && malware.Path !== "" ? `file:${malware.Path}` : told.subject,
      evidence: [],
      ...present({
        remediation: recommendation?.Text,
        references: textsOf([recommendation?.Url, finding.SourceUrl]),
        status: finding.Compliance?.Status ?? finding.Workflow?.Status,
        firstSeen: toTime(finding.FirstObservedAt ?? finding.CreatedAt),
        lastSeen: toTime(finding.LastObservedAt ?? finding.UpdatedAt),
      }),
    },
  };
}
