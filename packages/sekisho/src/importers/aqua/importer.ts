import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedFinding,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { fileSubject } from "../parts/file-place.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { nearestFix } from "../parts/nearest-fix.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { aquaControl, aquaFile, aquaFlaw, aquaHead, aquaResults } from "./schema.ts";

const fields = [
  "resources/*/vulnerabilities/*",
  "cves/*",
  "sensitive_data/*",
  "malware/*",
  "image_assurance_results/checks_performed/*",
];

/** Reads what the scanner of Aqua says of images. */
export const aqua = defineImporter({
  id: "aqua",
  name: "Aqua",
  reads: [
    "Aqua scanner JSON (scannercli scan, scan_results of the API), and lists of results that plugins of pipelines write",
    "Aqua API: image with its list of CVEs (api/v1/images)",
    "Aqua API: list of vulnerabilities (api/v2/risks/vulnerabilities)",
  ],
  mapped: {
    en: "Vulnerabilities with Aqua's, the vendor's and the NVD's ratings, fixed version, layer, acknowledgement; sensitive data, malware, and controls of the assurance policy. Histories and licences are not mapped.",
    ja: "脆弱性を、Aqua、ベンダー、NVD の評価、修正バージョン、レイヤー、承認の状態とともに取り込みます。機密データ、マルウェア、保証ポリシーの判定も取り込みます。ビルド履歴とライセンスは取り込みません。",
  },
  variants: [
    {
      name: "Aqua scanner JSON",
      form: "json",
      signs: [{ at: "/image", is: "text" }, { at: "/resources" }, { at: "/vulnerability_summary" }],
      header: ["image", "digest", "scan_started", "os", "version", "resources/*/resource"].map((field) => `/${field}`),
      records: [fields.map((field) => `/${field}`)],
      begin,
    },
    {
      name: "Aqua list of results",
      form: "json",
      signs: [{ at: "/*/image_name" }, { at: "/*/results/resources" }],
      header: ["image", "digest", "scan_started", "os", "version", "resources/*/resource"]
        .map((field) => `/*/results/${field}`)
        .concat("/*/image_name"),
      records: [fields.map((field) => `/*/results/${field}`)],
      begin: beginList,
    },
    {
      name: "Aqua API JSON, image",
      form: "json",
      signs: [{ at: "/image_name", is: "text" }, { at: "/cves" }, { at: "/cves_counts" }],
      header: ["/image_name", "/registry", "/digest"],
      records: [["/cves/*"]],
      begin,
    },
    {
      name: "Aqua API JSON",
      form: "json",
      signs: [{ at: "/result" }, { at: "/result/*/aqua_severity" }, { at: "/result/*/image_repository_name" }],
      header: [],
      records: [["/result/*"]],
      begin,
    },
  ],
});

type Head = output<typeof aquaHead>;
type Flaw = output<typeof aquaFlaw>;

interface Around {
  readonly head: Head | undefined;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(aquaHead, header ?? {}, "");
  const target = targetOf(head, context);
  return {
    target,
    ...present({ scannedAt: toTime(head?.scan_started?.seconds) }),
    convert: (record) => convert(record, { head, target, context }),
  };
}

function beginList(header: unknown, context: ImportContext): Conversion {
  const results = context.read(aquaResults, header ?? [], "") ?? [];
  const heads = results.map(({ image_name, results: head }) => ({ image_name, ...head }));
  const around = heads.map((head) => ({ head, target: targetOf(head, context), context }));
  const [first = { head: undefined, target: targetOf(undefined, context), context }] = around;
  return {
    target: first.target,
    ...present({ scannedAt: toTime(first.head?.scan_started?.seconds) }),
    convert: ({ indices: [result = -1, ...indices], ...record }) => {
      const own = around[result] ?? first;
      return [...convert({ ...record, indices }, own)].map((outcome) => ofTarget(outcome, own.target));
    },
  };
}

function ofTarget(outcome: Outcome, target: ImportedTarget): Outcome {
  return outcome.kind === "finding" ? { ...outcome, finding: { target, ...outcome.finding } } : outcome;
}

function targetOf(head: Head | undefined, { targetName }: ImportContext): ImportedTarget {
  return imageTarget({
    name: head?.image || nameInRegistry(head?.registry, head?.image_name ?? "") || targetName,
    digests: [head?.digest],
    distribution: [head?.os, head?.version].filter((part) => part).join(" "),
  });
}

function convert({ value, pattern, pointer, indices }: ImportedRecord, around: Around): readonly Outcome[] {
  const { context, head } = around;
  if (/\/(?:sensitive_data|malware)\/\*$/.test(pattern)) {
    const file = context.read(aquaFile, value, pointer);
    return file === undefined ? [] : [toFile(file, pattern.endsWith("/malware/*") ? "malware" : "secret", around)];
  }
  if (pattern.endsWith("/checks_performed/*")) {
    const control = context.read(aquaControl, value, pointer);
    return control === undefined ? [] : [toControl(control, around)];
  }
  const flaw = context.read(aquaFlaw, value, pointer);
  if (flaw === undefined) return [];
  const resource = flaw.resource ?? head?.resources?.[indices[0] ?? -1]?.resource;
  return [toFlaw(flaw, pattern.endsWith("/cves/*") ? undefined : resource, around)];
}

function toFlaw(flaw: Flaw, resource: Flaw["resource"], { head, target }: Around): Outcome {
  const own = flaw.image_repository_name ? imageOf(flaw) : undefined;
  const distribution = flaw.os || head?.os;
  const name = resource?.name || flaw.file || "";
  const isSystem = /^(?:deb|dpkg|apk|rpm)$/.test(resource?.format ?? "");
  const purl = toolPackageUrl({
    kinds: [resource?.format],
    name,
    version: resource?.version,
    distribution: isSystem ? distribution : undefined,
    architecture: resource?.arch,
  });
  return flawOutcome({
    id: flaw.name,
    package: purl,
    name,
    installed: resource?.version,
    fixedIn: nearestFix((flaw.fix_version ?? "").split(/,\s*/), purl),
    rating: flaw.aqua_severity || flaw.severity || flaw.vendor_severity,
    description: flaw.description,
    remediation: flaw.solution,
    target: own,
    evidence: [evidenceAt(resource?.path || flaw.file || (own ?? target).name, { layer: resource?.layer_digest })],
    exception: exceptionOf(flaw),
    severities: severitiesOf(flaw),
    score: flaw.aqua_score ?? toNumber(flaw.score),
    references: [flaw.vendor_url, flaw.nvd_url, flaw.url],
    weaknesses: Array.isArray(flaw.cwe_info) ? flaw.cwe_info.map(({ Id }) => Id) : [],
    epss: epssOf(flaw),
    firstSeen: flaw.first_found_date,
    lastSeen: flaw.last_found_date,
  });
}

/** What was never acknowledged has the day on which time began. */
function exceptionOf({
  acknowledged,
  acknowledged_date,
  ack_author,
  ack_comment,
}: Flaw): AcceptedException | undefined {
  const hasDate = toTime(acknowledged_date) !== undefined && !(acknowledged_date ?? "").startsWith("1970-01-01");
  if (acknowledged !== true && !hasDate && !ack_author) return undefined;
  return { reason: ack_comment || "acknowledged", ...present({ owner: ack_author || undefined }) };
}

function epssOf({ epss_score: probability, epss_percentile: percentile, epss_date: date }: Flaw) {
  if (typeof probability !== "number" || typeof percentile !== "number" || !date) return undefined;
  return { probability, percentile, date };
}

function imageOf({ registry, image_name, image_repository_name, image_digest, os }: Flaw): ImportedTarget {
  return imageTarget({
    name: nameInRegistry(registry, image_name || image_repository_name || ""),
    digests: [image_digest],
    distribution: os,
  });
}

/** Names of registries are chosen by users: only a host is part of an image's name. */
function nameInRegistry(registry: string | null | undefined, name: string): string {
  return name !== "" && registry?.includes(".") ? `${registry}/${name}` : name;
}

function severitiesOf(flaw: Flaw) {
  return givenSeverities([
    { from: "aqua", vector: flaw.aqua_vectors, score: flaw.aqua_score },
    { from: "vendor", vector: flaw.vendor_cvss3_vectors, score: flaw.vendor_cvss3_score ?? flaw.vendor_score },
    { from: "vendor", vector: flaw.vendor_cvss2_vectors, score: flaw.vendor_cvss2_score },
    {
      from: "nvd",
      vector: flaw.nvd_vectors_v3 ?? flaw.nvd_cvss3_vectors,
      score: flaw.nvd_score_v3 ?? flaw.nvd_cvss3_score,
    },
    { from: "nvd", vector: flaw.nvd_vectors ?? flaw.nvd_cvss2_vectors, score: flaw.nvd_score ?? flaw.nvd_cvss2_score },
  ]);
}

function toFile(file: output<typeof aquaFile>, kind: "secret" | "malware", { target }: Around): Outcome {
  const path = file.path || target.name;
  const rule = (kind === "malware" ? file.malware : file.type) || kind;
  const finding: ImportedFinding = {
    kind,
    rule,
    severity: kind === "malware" ? "critical" : "high",
    title: rule,
    message: `${rule}: ${path}`,
    subject: fileSubject(path),
    evidence: [evidenceAt(path, { layer: file.layer })],
  };
  return { kind: "finding", finding };
}

function toControl({ control_name, policy_name, failed }: output<typeof aquaControl>, { target }: Around): Outcome {
  const rule = control_name || policy_name || "control";
  if (failed !== true) return { kind: "passed", rule };
  return misconfigurationOutcome({
    rule: `assurance/${rule}`,
    severity: "unknown",
    title: `Assurance policy failed: ${rule}`,
    message: policy_name,
    subject: policy_name ? `policy:${policy_name}` : "",
    evidence: [evidenceAt(target.name)],
  });
}
