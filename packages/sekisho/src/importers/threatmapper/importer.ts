import type { output } from "zod/mini";
import {
  type Conversion,
  type DocumentVariant,
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
import { toNumber } from "../parts/optional-fields.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import {
  convertComplianceTest,
  convertMalwareMatch,
  convertMalwareRow,
  convertSecretMatch,
  convertSecretRow,
} from "./convert-lists.ts";
import { threatmapperFlaw } from "./schema.ts";

interface ListShape {
  readonly form: "json" | "csv";
  /** Names in each entry that tell. */
  readonly names: readonly [string, ...string[]];
  readonly convert: (record: ImportedRecord, context: ImportContext) => readonly Outcome[];
}

function listVariant(
  name: string,
  { form, names: [first, ...others], convert: convertEntry }: ListShape,
): DocumentVariant {
  return {
    name,
    form,
    signs: [{ at: `/*/${first}` }, ...others.map((other) => ({ at: `/*/${other}` }))],
    header: [],
    records: [["/*"]],
    begin: (_, context) => ({
      target: imageTarget({ name: context.targetName }),
      convert: (record) => convertEntry(record, context),
    }),
  };
}

const listVariants: readonly DocumentVariant[] = [
  listVariant("ThreatMapper malware, CSV", {
    form: "csv",
    names: ["Rule Name", "File Name", "Summary", "Node Name"],
    convert: convertMalwareRow,
  }),
  listVariant("ThreatMapper malware, JSON", {
    form: "json",
    names: ["rule_name", "complete_filename", "meta_rules"],
    convert: convertMalwareMatch,
  }),
  listVariant("ThreatMapper secrets, CSV", {
    form: "csv",
    names: ["Filename", "Rule", "Node Name", "Signature"],
    convert: convertSecretRow,
  }),
  listVariant("ThreatMapper secrets, JSON", {
    form: "json",
    names: ["match/full_filename", "rule/name", "severity/level"],
    convert: convertSecretMatch,
  }),
  listVariant("ThreatMapper compliance, CSV", {
    form: "csv",
    names: ["compliance_check_type", "test_number", "test_info", "node_type"],
    convert: convertComplianceTest,
  }),
  listVariant("ThreatMapper compliance, JSON", {
    form: "json",
    names: ["compliance_check_type", "test_number", "node_type"],
    convert: convertComplianceTest,
  }),
  listVariant("ThreatMapper cloud posture, JSON", {
    form: "json",
    names: ["compliance_check_type", "control_id", "cloud_provider"],
    convert: convertComplianceTest,
  }),
];

/** Reads what ThreatMapper says of images and hosts. */
export const threatmapper = defineImporter({
  id: "threatmapper",
  name: "ThreatMapper",
  reads: [
    "ThreatMapper vulnerabilities: list of the API and JSON Lines of its scanner",
    "ThreatMapper vulnerabilities, malware, secrets and compliance, CSV of the exported tables",
    "JSON lists of its scanners for malware, secrets, compliance and the posture of clouds",
  ],
  mapped: {
    en: "Vulnerabilities with severity, CVSS score, fixed version, layer, path, link; masked ones are accepted. Malware with rule, file, layer; secrets with rule and file, never their content; tests of compliance that warn or alarm, with resource and remediation; those that pass are counted, those that were not judged are told. Excel files have to be saved as CSV.",
    ja: "脆弱性を、重大度、CVSS スコア、修正バージョン、レイヤー、パス、リンクとともに取り込みます。マスクされたものは承認済みとします。マルウェアはルール、ファイル、レイヤーを、シークレットは内容を除くルールとファイルを取り込みます。コンプライアンスの warn と alarm は検出事項とし、合格は件数を数え、判定されていない項目は診断に示します。Excel ファイルは CSV として保存してください。",
  },
  variants: [
    {
      name: "ThreatMapper JSON",
      form: "json",
      signs: [{ at: "/*/cve_id" }, { at: "/*/cve_caused_by_package" }],
      header: [],
      records: [["/*"]],
      begin: (_, context) => begin(context),
    },
    {
      name: "ThreatMapper CSV",
      form: "csv",
      signs: [{ at: "/*/cve_id" }, { at: "/*/cve_caused_by_package" }, { at: "/*/cve_severity" }],
      header: [],
      records: [["/*"]],
      begin: (_, context) => begin(context),
    },
    ...listVariants,
  ],
});

function begin(context: ImportContext): Conversion {
  return { target: imageTarget({ name: context.targetName }), convert: (record) => convert(record, context) };
}

type Flaw = output<typeof threatmapperFlaw>;

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const flaw = context.read(threatmapperFlaw, value, pointer);
  if (flaw === undefined) return [];
  const target = targetOf(flaw, context.targetName);
  // `curl:7.88.1-10`: what stands before the first colon, but Maven's names hold one.
  const whole = flaw.cve_caused_by_package;
  const isJava = /^(?:java|maven)/i.test(flaw.cve_type ?? "");
  const colon = isJava ? whole.lastIndexOf(":") : whole.indexOf(":");
  const name = colon <= 0 ? whole : whole.slice(0, colon);
  const installed = colon <= 0 ? "" : whole.slice(colon + 1);
  return [
    flawOutcome({
      id: flaw.cve_id,
      package: toolPackageUrl({
        kinds: [flaw.cve_type === "base" ? undefined : flaw.cve_type],
        name,
        version: installed,
      }),
      name,
      installed,
      fixedIn: flaw.cve_fixed_in,
      rating: flaw.cve_severity,
      description: flaw.cve_description,
      target,
      evidence: [evidenceAt(flaw.cve_caused_by_package_path || target.name, { layer: flaw.cve_container_layer })],
      exception: flaw.masked === true || flaw.masked === "true" ? { reason: "masked" } : undefined,
      severities: givenSeverities([
        { from: "threatmapper", vector: flaw.cve_attack_vector, score: toNumber(flaw.cve_cvss_score) },
      ]),
      references: [flaw.cve_link, ...(flaw.urls ?? [])],
    }),
  ];
}

function targetOf(
  { cve_container_image, cve_container_image_id, host_name, node_type }: Flaw,
  name: string,
): ImportedTarget {
  const isHost = node_type === "host" || cve_container_image === "host";
  if (isHost && host_name) return { kind: "host", name: host_name };
  return imageTarget({ name: cve_container_image || name, digests: [cve_container_image_id] });
}
