import type { output } from "zod/mini";
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
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { aquaControl, aquaFile, aquaFlaw, aquaHead } from "./schema.ts";

/** Reads what the scanner of Aqua says of images. */
export const aqua = defineImporter({
  id: "aqua",
  name: "Aqua",
  reads: [
    "Aqua scanner JSON (scannercli scan, scan_results of the API)",
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
      header: ["image", "registry", "digest", "scan_started", "os", "version", "resources/*/resource"].map(
        (field) => `/${field}`,
      ),
      records: [
        [
          "/resources/*/vulnerabilities/*",
          "/cves/*",
          "/sensitive_data/*",
          "/malware/*",
          "/image_assurance_results/checks_performed/*",
        ],
      ],
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
  const target = imageTarget({
    name: head?.image || context.targetName,
    digests: [head?.digest],
    distribution: [head?.os, head?.version].filter((part) => part).join(" "),
  });
  return {
    target,
    ...present({ scannedAt: toTime(head?.scan_started?.seconds) }),
    convert: (record) => convert(record, { head, target, context }),
  };
}

function convert({ value, pattern, pointer, indices }: ImportedRecord, around: Around): readonly Outcome[] {
  const { context, head } = around;
  if (pattern.startsWith("/sensitive_data") || pattern.startsWith("/malware")) {
    const file = context.read(aquaFile, value, pointer);
    return file === undefined ? [] : [toFile(file, pattern.startsWith("/malware") ? "malware" : "secret", around)];
  }
  if (pattern.startsWith("/image_assurance_results")) {
    const control = context.read(aquaControl, value, pointer);
    return control === undefined ? [] : [toControl(control, around)];
  }
  const flaw = context.read(aquaFlaw, value, pointer);
  if (flaw === undefined) return [];
  const resource = flaw.resource ?? head?.resources?.[indices[0] ?? -1]?.resource;
  return [toFlaw(flaw, pattern.startsWith("/cves") ? undefined : resource, around)];
}

function toFlaw(flaw: Flaw, resource: Flaw["resource"], { head, target }: Around): Outcome {
  const own = flaw.image_repository_name ? imageOf(flaw) : undefined;
  const distribution = flaw.os || head?.os;
  const name = resource?.name || flaw.file || "";
  const isSystem = /^(?:deb|dpkg|apk|rpm)$/.test(resource?.format ?? "");
  const acknowledged = toTime(flaw.acknowledged_date) !== undefined || flaw.ack_author;
  return flawOutcome({
    id: flaw.name,
    package: toolPackageUrl({
      kinds: [resource?.format],
      name,
      version: resource?.version,
      distribution: isSystem ? distribution : undefined,
      architecture: resource?.arch,
    }),
    name,
    installed: resource?.version,
    fixedIn: flaw.fix_version,
    rating: flaw.aqua_severity || flaw.severity,
    description: flaw.description,
    remediation: flaw.solution,
    target: own,
    evidence: [evidenceAt(resource?.path || flaw.file || (own ?? target).name, { layer: resource?.layer_digest })],
    exception: acknowledged
      ? { reason: flaw.ack_comment || "acknowledged", ...present({ owner: flaw.ack_author || undefined }) }
      : undefined,
    severities: severitiesOf(flaw),
    score: flaw.aqua_score,
    references: [flaw.vendor_url, flaw.nvd_url],
    firstSeen: flaw.first_found_date,
    lastSeen: flaw.last_found_date,
  });
}

function imageOf({ registry, image_name, image_repository_name, image_digest, os }: Flaw): ImportedTarget {
  const isHub = !registry || registry === "Docker Hub";
  const name = image_name || image_repository_name || "";
  // Names of registries are chosen by users: only a host is part of an image's name.
  return imageTarget({
    name: isHub || !registry.includes(".") ? name : `${registry}/${name}`,
    digests: [image_digest],
    distribution: os,
  });
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
  const path = file.path || file.filename || target.name;
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
