import type { output } from "zod/mini";
import {
  type Conversion,
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { harborFlaw, harborHead, oldHarborFlaw } from "./schema.ts";

/** Reads what Harbor keeps of the scanners that it runs. */
export const harbor = defineImporter({
  id: "harbor",
  name: "Harbor",
  reads: [
    "Harbor 2: vulnerability report 1.0 and 1.1, with and without its media type",
    "Harbor 1: list of vulnerabilities",
  ],
  mapped: {
    en: "Vulnerabilities with severity, CVSS, fixed version, layer, links, CWE and the digest of the image. The report does not name the image nor the kind of package: --target names the image, and packages are pkg:generic.",
    ja: "脆弱性を、重大度、CVSS、修正バージョン、レイヤー、リンク、CWE、イメージのダイジェストとともに取り込みます。レポートにはイメージ名とパッケージの種類がないため、イメージ名は --target で指定し、パッケージは pkg:generic とします。",
  },
  variants: [
    wrapped("1.1", "application/vnd.security.vulnerability.report; version=1.1"),
    wrapped("1.0", "application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0"),
    {
      name: "Harbor 2 report",
      form: "json",
      signs: [{ at: "/generated_at" }, { at: "/scanner/name", is: "text" }, { at: "/vulnerabilities" }],
      header: ["/generated_at", "/artifact"],
      records: [["/vulnerabilities/*"]],
      begin: (header, context) => begin(header, "", context),
    },
    {
      name: "Harbor 1 list",
      form: "json",
      signs: [
        { at: "/*/id" },
        { at: "/*/package" },
        { at: "/*/version" },
        { at: "/*/severity", is: "number" },
        { at: "/*/link" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: imageTarget({ name: context.targetName }),
        convert: (record) => convertOld(record, context),
      }),
    },
  ],
});

/** What the API answers: the report is a member that is named by its media type. */
function wrapped(version: string, mediaType: string): DocumentVariant {
  const place = `/${mediaType.replaceAll("/", "~1")}`;
  return {
    name: `Harbor 2 answer, report ${version}`,
    form: "json",
    signs: [{ at: place, is: "object" }],
    header: ["generated_at", "artifact"].map((field) => `${place}/${field}`),
    records: [[`${place}/vulnerabilities/*`]],
    begin: (header, context) => begin(header, mediaType, context),
  };
}

function begin(header: unknown, member: string, context: ImportContext): Conversion {
  const around: unknown = header ?? {};
  const told: unknown = member === "" || !(around instanceof Object) ? around : (Reflect.get(around, member) ?? {});
  const head = context.read(harborHead, told, "");
  const name = head?.artifact?.repository || context.targetName;
  return {
    target: imageTarget({ name, digests: [head?.artifact?.digest] }),
    ...present({ scannedAt: toTime(head?.generated_at) }),
    convert: (record) => convert(record, name, context),
  };
}

function convert({ value, pointer }: ImportedRecord, image: string, context: ImportContext): readonly Outcome[] {
  const flaw = context.read(harborFlaw, value, pointer);
  if (flaw === undefined) return [];
  const [digest] = flaw.artifact_digests ?? [];
  return [
    flawOutcome({
      id: flaw.id,
      package: toolPackageUrl({ kinds: [], name: flaw.package, version: flaw.version }),
      name: flaw.package,
      installed: flaw.version,
      fixedIn: flaw.fix_version,
      state: flaw.status,
      rating: flaw.severity,
      description: flaw.description,
      target: digest ? imageTarget({ name: image, digests: [digest] }) : undefined,
      evidence: [evidenceAt(image, { layer: flaw.layer?.diff_id || flaw.layer?.digest })],
      severities: severitiesOf(flaw),
      references: flaw.links,
      weaknesses: flaw.cwe_ids,
    }),
  ];
}

function severitiesOf({ preferred_cvss: own, vendor_attributes }: output<typeof harborFlaw>) {
  const vendors = Object.entries(vendor_attributes?.CVSS ?? {}).flatMap(([from, given]) => [
    { from, vector: given.V3Vector, score: given.V3Score },
    { from, vector: given.V2Vector, score: given.V2Score },
  ]);
  return givenSeverities([
    { from: "harbor", vector: own?.vector_v3, score: own?.score_v3 },
    { from: "harbor", vector: own?.vector_v2, score: own?.score_v2 },
    ...vendors,
  ]);
}

/** Severities of Harbor 1 by their number. Source: goharbor/harbor 1.8, src/common/models/clair.go. */
const oldSeverities: Readonly<Record<number, string>> = { 1: "none", 3: "low", 4: "medium", 5: "high", 6: "critical" };

function convertOld({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const flaw = context.read(oldHarborFlaw, value, pointer);
  if (flaw === undefined) return [];
  const { severity } = flaw;
  const word = typeof severity === "number" ? (oldSeverities[severity] ?? "unknown") : severity;
  return [
    flawOutcome({
      id: flaw.id,
      package: toolPackageUrl({ kinds: [], name: flaw.package, version: flaw.version }),
      name: flaw.package,
      installed: flaw.version,
      fixedIn: flaw.fixedVersion,
      rating: severity === undefined || severity === null ? undefined : String(severity),
      severity: severityOfWord(word),
      description: flaw.description,
      evidence: [evidenceAt(context.targetName)],
      references: [flaw.link, ...(flaw.links ?? [])],
    }),
  ];
}
