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
import { leftOut } from "../parts/left-out.ts";
import { nearestFix } from "../parts/nearest-fix.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { readComponent } from "./component.ts";
import { xrayArtifacts, xrayFlaw, xrayIssue, xrayListed, xrayRow, xrayScans } from "./schema.ts";

/** Reads what JFrog Xray says of artifacts. */
export const jfrogXray = defineImporter({
  id: "jfrog-xray",
  name: "JFrog Xray",
  reads: [
    "Vulnerabilities report (unified), JSON",
    "API: artifact summary",
    "Search for issues, JSON of the API (total_count, data)",
    "jf scan and jf docker scan --format=json (on demand)",
  ],
  mapped: {
    en: "Security issues with severity, CVE, CWE, CVSS, fixed versions, component and artifact: one finding a component. Licences, operational risks and violations of policies are not mapped.",
    ja: "セキュリティ上の問題を、重大度、CVE、CWE、CVSS、修正バージョン、コンポーネント、アーティファクトとともに、コンポーネントごとに 1 件として取り込みます。ライセンス、運用リスク、ポリシー違反は取り込みません。",
  },
  variants: [
    {
      name: "Xray vulnerabilities report",
      form: "json",
      signs: [{ at: "/rows" }, { at: "/total_rows" }],
      header: [],
      records: [["/rows/*"]],
      begin: (_, context) => ({
        target: artifactTarget("", context),
        convert: (record) => convertRow(record, context),
      }),
    },
    {
      name: "Xray list of issues",
      form: "json",
      signs: [{ at: "/total_count" }, { at: "/data/*/component_versions" }, { at: "/data/*/source_comp_id" }],
      header: [],
      records: [["/data/*"]],
      begin: (_, context) => ({
        target: artifactTarget("", context),
        convert: (record) => convertListed(record, context),
      }),
    },
    {
      name: "Xray artifact summary",
      form: "json",
      signs: [{ at: "/artifacts" }, { at: "/artifacts/*/general" }],
      header: ["/artifacts/*/general", "/errors"],
      records: [["/artifacts/*/issues/*"]],
      begin: beginSummary,
    },
    {
      name: "Xray scan on demand",
      form: "json",
      signs: [{ at: "/*/scan_id" }, { at: "/*/component_id" }],
      header: ["/*/component_id"],
      records: [["/*/vulnerabilities/*"]],
      begin: beginScans,
    },
  ],
});

/** `docker://shop:1` is an image; other artifacts are files of a repository. */
function artifactTarget(id: string, context: ImportContext, digest?: string | null): ImportedTarget {
  const image = /^docker:\/\/(.{1,500})$/.exec(id)?.[1];
  if (image !== undefined) return imageTarget({ name: image, digests: [digest ? `sha256:${digest}` : undefined] });
  return { kind: "filesystem", name: id || context.targetName };
}

type Names = output<typeof xrayRow>["cves"];

/** A CVE where there is one, else Xray's own id. */
function idsOf(
  names: Names,
  own: string | null | undefined,
): { readonly id: string; readonly aliases: readonly (string | null | undefined)[] } {
  const cves = (names ?? []).flatMap(({ cve }) => (cve ? [cve] : []));
  return { id: own || cves[0] || "", aliases: cves };
}

/** `9.8/CVSS:3.0/AV:N/…`: the score in front of the vector. */
function splitScore(text: string | null | undefined): {
  readonly score?: number | undefined;
  readonly vector?: string;
} {
  const [, score, vector] = /^(\d{1,2}(?:\.\d)?)(?:\/(.{1,200}))?$/.exec(text ?? "") ?? [];
  return { score: toNumber(score), ...(vector === undefined ? {} : { vector }) };
}

function severitiesOf(names: Names) {
  return givenSeverities(
    (names ?? []).flatMap((one) => [
      { from: "xray", vector: one.cvss_v3_vector, score: toNumber(one.cvss_v3_score), ...splitOr(one.cvss_v3) },
      { from: "xray", vector: one.cvss_v2_vector, score: toNumber(one.cvss_v2_score), ...splitOr(one.cvss_v2) },
    ]),
  );
}

function splitOr(text: string | null | undefined) {
  return text ? splitScore(text) : {};
}

function weaknessesOf(names: Names): readonly string[] {
  return (names ?? []).flatMap(({ cwe }) => cwe ?? []);
}

function convertRow({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const row = context.read(xrayRow, value, pointer);
  if (row === undefined) return [];
  const component = readComponent(row.vulnerable_component);
  const target = artifactTarget(row.impacted_artifact ?? "", context);
  return [
    flawOutcome({
      ...idsOf(row.cves, row.issue_id),
      package: component.purl,
      name: component.name,
      installed: component.version,
      fixedIn: fixedIn(row.fixed_versions, component.purl),
      rating: row.severity,
      title: row.summary,
      description: row.description || row.summary,
      target,
      evidence: [evidenceAt(row.component_physical_path || row.path || target.name)],
      severities: severitiesOf(row.cves),
      score: toNumber(row.cvss3_max_score) ?? toNumber(row.cvss2_max_score),
      references: row.references,
      weaknesses: weaknessesOf(row.cves),
    }),
  ];
}

/** `[1.2.3]`: ranges in the form of Maven, of which the first version is taken; the nearest above the one installed. */
function fixedIn(versions: readonly string[] | null | undefined, purl: string): string | undefined {
  const texts = (versions ?? []).map(
    (range) =>
      range
        .replace(/^[[(,\s≥]{1,5}/, "")
        .replace(/[\])\s]{1,5}$/, "")
        .split(",")[0] ?? "",
  );
  return nearestFix(texts, purl);
}

function beginSummary(header: unknown, context: ImportContext): Conversion {
  const head = context.read(xrayArtifacts, header ?? {}, "");
  for (const [index, { identifier, error }] of (head?.errors ?? []).entries()) {
    context.tell(notScanned("Xray", `${identifier ?? ""}: ${error ?? ""}`, `/errors/${index}`));
  }
  const targetOf = (at: number): ImportedTarget => {
    const general = head?.artifacts?.[at]?.general;
    return artifactTarget(general?.component_id || general?.path || general?.name || "", context, general?.sha256);
  };
  return {
    target: targetOf(0),
    convert: (record) => convertIssue(record, targetOf(record.indices[0] ?? 0), context),
  };
}

function convertIssue(
  { value, pointer }: ImportedRecord,
  target: ImportedTarget,
  context: ImportContext,
): readonly Outcome[] {
  const issue = context.read(xrayIssue, value, pointer);
  if (issue === undefined) return [];
  if (issue.issue_type && issue.issue_type !== "security") return [otherType(issue.issue_type, pointer)];
  const [path] = issue.impact_path ?? [];
  const named = (issue.components ?? []).flatMap((one) =>
    one.component_id ? [{ id: one.component_id, fixed: one.fixed_versions }] : [],
  );
  const components = named.length > 0 ? named : [{ id: componentIn(path ?? ""), fixed: undefined }];
  return components.map(({ id, fixed }) => {
    const component = readComponent(id);
    return flawOutcome({
      ...idsOf(issue.cves, issue.issue_id),
      package: component.purl,
      name: component.name,
      installed: component.version,
      fixedIn: fixedIn(fixed, component.purl),
      rating: issue.severity,
      title: issue.summary,
      description: issue.description,
      target,
      evidence: [evidenceAt(path || target.name)],
      severities: severitiesOf(issue.cves),
      weaknesses: weaknessesOf(issue.cves),
    });
  });
}

function otherType(type: string, pointer: string): Outcome {
  const name = type.slice(0, 60);
  return leftOut("no-place", pointer, {
    en: `Issues of type ${name} have no place here.`,
    ja: `種類 ${name} の問題は取り込めません。`,
  });
}

/** Without its components an issue names one at the end of its path: a file, or `3.12:openssl:1.1.1k-r0` of Alpine. */
function componentIn(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const isAlpine = /^(?:\d{1,3}\.\d{1,3}|edge):[^:]{1,200}:[^:]{1,200}-r\d{1,4}$/.test(file);
  return `${isAlpine ? "alpine" : "generic"}://${file}`;
}

function convertListed({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const issue = context.read(xrayListed, value, pointer);
  if (issue === undefined) return [];
  if (issue.issue_type && issue.issue_type !== "security") return [otherType(issue.issue_type, pointer)];
  const component = readComponent(issue.source_comp_id);
  const { fixed_versions, more_details } = issue.component_versions ?? {};
  return [
    flawOutcome({
      ...idsOf(more_details?.cves, issue.id),
      package: component.purl,
      name: component.name,
      installed: component.version,
      fixedIn: fixedIn(fixed_versions, component.purl),
      rating: issue.severity,
      title: issue.summary,
      description: more_details?.description || issue.summary,
      evidence: [evidenceAt(context.targetName)],
      severities: severitiesOf(more_details?.cves),
      weaknesses: weaknessesOf(more_details?.cves),
    }),
  ];
}

function beginScans(header: unknown, context: ImportContext): Conversion {
  const scans = context.read(xrayScans, header ?? [], "") ?? [];
  const targetOf = (at: number): ImportedTarget => artifactTarget(scans[at]?.component_id ?? "", context);
  return {
    target: targetOf(0),
    convert: (record) => convertFlaw(record, targetOf(record.indices[0] ?? 0), context),
  };
}

function convertFlaw(
  { value, pointer }: ImportedRecord,
  target: ImportedTarget,
  context: ImportContext,
): readonly Outcome[] {
  const flaw = context.read(xrayFlaw, value, pointer);
  if (flaw === undefined) return [];
  const entries = Object.entries(flaw.components ?? {});
  const components = entries.length > 0 ? entries : [["", {}] as const];
  return components.map(([id, found]) => {
    const component = readComponent(id);
    const paths = "impact_paths" in found ? (found.impact_paths ?? []) : [];
    const path = paths[0]?.at(-1)?.full_path;
    return flawOutcome({
      ...idsOf(flaw.cves, flaw.issue_id),
      package: component.purl,
      name: component.name,
      installed: component.version,
      fixedIn: "fixed_versions" in found ? fixedIn(found.fixed_versions, component.purl) : undefined,
      rating: flaw.severity,
      title: flaw.summary,
      description: flaw.extended_information?.full_description || flaw.summary,
      remediation: flaw.extended_information?.remediation,
      target,
      evidence: [evidenceAt(path || target.name)],
      severities: severitiesOf(flaw.cves),
      references: flaw.references,
      weaknesses: weaknessesOf(flaw.cves),
    });
  });
}
