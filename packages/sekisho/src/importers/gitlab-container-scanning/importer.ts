import type { output } from "zod/mini";
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
import { describeContainer, objectSubject } from "../parts/object-subject.ts";
import { findPackageType } from "../parts/package-type.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { gitlabFlaw, gitlabHead } from "./schema.ts";

/** Reads what GitLab's container scanning, cluster image scanning and dependency scanning say; Docker Scout writes it, too. */
export const gitlabContainerScanning = defineImporter({
  id: "gitlab-container-scanning",
  name: "GitLab container scanning",
  reads: [
    "GitLab container scanning, cluster image scanning and dependency scanning reports, 2.3 and 14 to 15",
    "Reports of that form without a scan, as templates of Trivy write them",
    "Docker Scout: docker scout cves --format gitlab",
  ],
  mapped: {
    en: "Vulnerabilities with severity, all identifiers (CVE, GHSA, CWE), package, image, object of the cluster, CVSS, links, solution; those that a scanner flags as false positives are accepted. Remediations (diffs) are not mapped. Kinds of language packages are not named by the report.",
    ja: "脆弱性を、重大度、すべての識別子 (CVE、GHSA、CWE)、パッケージ、イメージ、クラスターのオブジェクト、CVSS、リンク、対処方法とともに取り込みます。スキャナーが誤検知としたものは承認済みとします。修正差分 (remediations) は取り込みません。言語パッケージの種類はレポートに含まれません。",
  },
  variants: [
    {
      name: "GitLab report",
      form: "json",
      signs: [
        { at: "/version", matches: /^\d{1,3}\.\d{1,3}/ },
        { at: "/scan/type", equals: ["container_scanning", "cluster_image_scanning", "dependency_scanning"] },
        { at: "/vulnerabilities" },
      ],
      header: ["/scan/end_time", "/scan/scanner"],
      records: [["/vulnerabilities/*"]],
      begin,
    },
    {
      name: "GitLab report 2",
      form: "json",
      signs: [
        { at: "/version", matches: /^2\./ },
        { at: "/vulnerabilities/*/category", equals: ["container_scanning", "dependency_scanning"] },
      ],
      header: [],
      records: [["/vulnerabilities/*"]],
      begin,
    },
    {
      // Scanners that write the format themselves leave out the scan, as old templates of Trivy do.
      name: "GitLab report without its scan",
      form: "json",
      signs: [
        { at: "/version", matches: /^(?!2\.)\d{1,3}\.\d{1,3}/ },
        { at: "/scan", isAbsent: true },
        { at: "/vulnerabilities/*/identifiers/*/value", is: "text" },
        { at: "/vulnerabilities/*/location/dependency/package/name", is: "text" },
      ],
      header: [],
      records: [["/vulnerabilities/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(gitlabHead, header ?? {}, "");
  return {
    target: imageTarget({ name: context.targetName }),
    ...present({ toolVersion: head?.scan?.scanner?.version, scannedAt: toTime(head?.scan?.end_time) }),
    convert: (record) => convert(record, context),
  };
}

type Flaw = output<typeof gitlabFlaw>;

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const flaw = context.read(gitlabFlaw, value, pointer);
  if (flaw === undefined) return [];
  const { location, identifiers } = flaw;
  const dependency = location?.dependency;
  const name = dependency?.package?.name ?? "";
  const target = targetOf(location, context.targetName);
  const names = identifiers.filter(({ type }) => type.toLowerCase() !== "cwe").map(({ value: id }) => id);
  const [first = flaw.cve || flaw.id || name] = names.toSorted(byKind);
  const system = location?.operating_system;
  const falsePositive = (flaw.flags ?? []).find(({ type }) => type === "flagged-as-likely-false-positive");
  return [
    flawOutcome({
      id: first,
      aliases: names.filter(isFlawName),
      package: name.startsWith("pkg:")
        ? name
        : toolPackageUrl({
            kinds: [system, kindOfFile(location?.file)],
            name,
            version: dependency?.version,
            distribution: isSystem(system) ? system : undefined,
          }),
      name,
      installed: dependency?.version,
      rating: flaw.severity,
      title: flaw.name || flaw.message,
      description: flaw.description,
      remediation: flaw.solution,
      target,
      evidence: [evidenceAt(dependency?.package?.path || location?.file || target.name)].map((place) => ({
        ...place,
        ...objectNote(location),
      })),
      exception: falsePositive && { reason: falsePositive.description || falsePositive.type || "false positive" },
      severities: givenSeverities(
        (flaw.cvss_vectors ?? []).map(({ vendor, vector }) => ({ from: vendor || "gitlab", vector })),
      ),
      references: [...identifiers.map(({ url }) => url), ...(flaw.links ?? []).map(({ url }) => url)],
      weaknesses: identifiers.filter(({ type }) => type.toLowerCase() === "cwe").map(({ value: id }) => id),
    }),
  ];
}

type Location = Flaw["location"];

/** The digest of the image stands behind its name; files of dependencies belong to the folder. */
function targetOf(location: Location, targetName: string): ImportedTarget {
  const image = location?.image;
  if (image) return imageTarget({ name: image, digests: [image], distribution: location?.operating_system });
  return location?.file ? { kind: "directory", name: targetName } : imageTarget({ name: targetName });
}

function objectNote(location: Location): { readonly message?: string } {
  const object = location?.kubernetes_resource;
  if (!object) return {};
  const subject = objectSubject({ kind: object.kind, name: object.name, namespace: object.namespace });
  const container = object.container_name ? `/${describeContainer({ name: object.container_name })}` : "";
  return { message: `${subject}${container}` };
}

/** CVE first, then GHSA, then what a scanner calls it. */
function byKind(left: string, right: string): number {
  return rankOf(left) - rankOf(right);
}

function rankOf(id: string): number {
  if (id.startsWith("CVE-")) return 0;
  return id.startsWith("GHSA-") ? 1 : 2;
}

/** Scanners also give identifiers of their rules, which name no flaw for anybody else. */
function isFlawName(id: string): boolean {
  return /^[A-Z][A-Za-z]{1,15}-[\w:.-]{1,60}$/.test(id);
}

function isSystem(system: string | null | undefined): boolean {
  const type = findPackageType(system);
  return type === "deb" || type === "apk" || type === "rpm";
}

const kindsByFile: readonly (readonly [RegExp, string])[] = [
  [/package(?:-lock)?\.json$|yarn\.lock$|pnpm-lock\.yaml$/, "npm"],
  [/requirements[^/]{0,40}\.txt$|Pipfile(?:\.lock)?$|poetry\.lock$|setup\.py$/, "pypi"],
  [/Gemfile\.lock$|gems\.locked$/, "gem"],
  [/go\.(?:sum|mod)$/, "golang"],
  [/pom\.xml$|\.gradle(?:\.kts)?$/, "maven"],
  [/composer\.lock$/, "composer"],
  [/packages\.lock\.json$/, "nuget"],
  [/Cargo\.lock$/, "cargo"],
];

/** The file of dependencies tells the ecosystem. */
function kindOfFile(file: string | null | undefined): string | undefined {
  return kindsByFile.find(([pattern]) => pattern.test(file ?? ""))?.[1];
}
