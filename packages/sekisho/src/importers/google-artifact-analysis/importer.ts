import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { vexJustifications } from "../../model/vex.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { present } from "../parts/present.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { googleHead, googleOccurrence } from "./schema.ts";

const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "MINIMAL", "SEVERITY_UNSPECIFIED"];

/** Reads what Google Artifact Analysis says of images. */
export const googleArtifactAnalysis = defineImporter({
  id: "google-artifact-analysis",
  name: "Google Artifact Analysis",
  reads: [
    "gcloud artifacts docker images list-vulnerabilities --format=json",
    "gcloud artifacts docker images describe --show-package-vulnerability --format=json",
    "Artifact Analysis API: occurrences",
  ],
  mapped: {
    en: "Vulnerability occurrences, one finding a package, with severity, CVSS, fixed version, files, links and VEX assessment. Occurrences of other kinds have no place and are told.",
    ja: "脆弱性のオカレンスを、重大度、CVSS、修正バージョン、ファイル、リンク、VEX の評価とともに、パッケージごとに 1 件として取り込みます。他の種類のオカレンスは取り込まず、診断として示します。",
  },
  variants: [
    {
      name: "gcloud list of vulnerabilities",
      form: "json",
      signs: [{ at: "/*/noteName" }, { at: "/*/resourceUri" }, { at: "/*/vulnerability" }],
      header: [],
      records: [["/*"]],
      begin,
    },
    {
      name: "gcloud description of an image",
      form: "json",
      signs: [{ at: "/image_summary" }, { at: "/package_vulnerability_summary/vulnerabilities" }],
      header: ["/image_summary"],
      records: [severities.map((severity) => `/package_vulnerability_summary/vulnerabilities/${severity}/*`)],
      begin,
    },
    {
      name: "Artifact Analysis occurrences",
      form: "json",
      signs: [{ at: "/occurrences" }, { at: "/occurrences/*/noteName" }],
      header: [],
      records: [["/occurrences/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const digest = context.read(googleHead, header ?? {}, "")?.image_summary?.fully_qualified_digest;
  const target = imageOf(digest, context.targetName);
  return { target, convert: (record) => convert(record, target, context) };
}

function imageOf(uri: string | null | undefined, otherName: string): ImportedTarget {
  const name = (uri ?? "").replace(/^https?:\/\//, "");
  return imageTarget({ name: name || otherName, digests: [name] });
}

type Occurrence = output<typeof googleOccurrence>;
type Issue = NonNullable<Occurrence["vulnerability"]["packageIssue"]>[number];

function convert(
  { value, pointer }: ImportedRecord,
  target: ImportedTarget,
  context: ImportContext,
): readonly Outcome[] {
  const kind: unknown = value instanceof Object && "kind" in value ? value.kind : undefined;
  if (typeof kind === "string" && kind !== "VULNERABILITY") {
    const text = kind.slice(0, 60);
    return [
      leftOut("no-place", pointer, {
        en: `Occurrences of kind ${text} have no place here.`,
        ja: `種類 ${text} のオカレンスは取り込めません。`,
      }),
    ];
  }
  const occurrence = context.read(googleOccurrence, value, pointer);
  if (occurrence === undefined) return [];
  const own = occurrence.resourceUri ? imageOf(occurrence.resourceUri, target.name) : target;
  const issues = occurrence.vulnerability.packageIssue ?? [];
  const affected: readonly Issue[] = issues.length === 0 ? [{ affectedPackage: "" }] : issues;
  return affected.map((issue) => toFlaw(occurrence, issue, own));
}

function toFlaw(
  { noteName, createTime, updateTime, vulnerability }: Occurrence,
  issue: Issue,
  target: ImportedTarget,
): Outcome {
  const { cvssScore, cvssv3, cvssV2 } = vulnerability;
  const type = issue.packageType;
  const isSystem = type === undefined || type === null || type === "" || type === "OS";
  const system = systemOf(issue.affectedCpeUri);
  const installed = versionOf(issue.affectedVersion);
  return flawOutcome({
    id: noteName.slice(noteName.lastIndexOf("/") + 1),
    package: toolPackageUrl({
      kinds: isSystem ? [system] : [type],
      name: issue.affectedPackage,
      version: installed,
      distribution: isSystem ? system : undefined,
    }),
    name: issue.affectedPackage,
    installed,
    fixedIn: issue.fixedVersion?.kind === "MAXIMUM" ? undefined : versionOf(issue.fixedVersion),
    rating: issue.effectiveSeverity || vulnerability.effectiveSeverity || vulnerability.severity,
    description: vulnerability.longDescription || vulnerability.shortDescription,
    target,
    evidence: [evidenceAt(issue.fileLocation?.[0]?.filePath || target.name)],
    exception: exceptionOf(vulnerability.vexAssessment),
    severities: givenSeverities([cvssv3, cvssV2].map((given) => ({ from: "google", score: given?.baseScore }))),
    score: cvssScore,
    references: (vulnerability.relatedUrls ?? []).map(({ url }) => url),
    firstSeen: createTime,
    lastSeen: updateTime,
  });
}

/** `cpe:/o:debian:debian_linux:12`: the vendor. */
function systemOf(cpe: string | null | undefined): string | undefined {
  return /^cpe:\/o:([a-z_]{1,40})/.exec(cpe ?? "")?.[1];
}

function versionOf(version: Issue["affectedVersion"]): string | undefined {
  if (!version) return undefined;
  if (version.fullName) return version.fullName;
  const epoch = version.epoch ? `${version.epoch}:` : "";
  return version.name ? `${epoch}${version.name}${version.revision ? `-${version.revision}` : ""}` : undefined;
}

function exceptionOf(vex: Occurrence["vulnerability"]["vexAssessment"]): AcceptedException | undefined {
  const state = vex?.state;
  if (state !== "NOT_AFFECTED" && state !== "FIXED") return undefined;
  const { justificationType, details } = vex?.justification ?? {};
  const justification = vexJustifications.find((word) => word === justificationType?.toLowerCase());
  return { reason: details || justificationType || state, ...present({ justification }) };
}
