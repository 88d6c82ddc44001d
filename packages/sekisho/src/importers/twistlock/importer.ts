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
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { nearestFix } from "../parts/nearest-fix.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { twistlockCompliance, twistlockFlaw, twistlockHead, twistlockRow } from "./schema.ts";

/** Reads what Prisma Cloud Compute, once Twistlock, says of images. */
export const twistlock = defineImporter({
  id: "twistlock",
  name: "Prisma Cloud Compute (Twistlock)",
  reads: ["twistcli images scan JSON", "Table of images that the console exports, CSV"],
  mapped: {
    en: "Vulnerabilities with severity, CVSS, state and version of the repair, path, link; rules of compliance that failed. A package's kind is what the flaw or the list of packages calls it; where neither does, only a source package or a version with a revision is taken for the distribution's. Risk factors and lists of packages are not mapped.",
    ja: "脆弱性を、重大度、CVSS、修正の状態とバージョン、パス、リンクとともに取り込みます。不合格となったコンプライアンス規則も取り込みます。パッケージの種類は、脆弱性またはパッケージの一覧の記載に従います。どちらにも記載がない場合は、ソースパッケージか、リビジョンの付いたバージョンに限り、ディストリビューションのパッケージとして扱います。リスク要因とパッケージの一覧は取り込みません。",
  },
  variants: [
    {
      name: "twistcli JSON",
      form: "json",
      signs: [
        { at: "/results", is: "list" },
        { at: "/results/*/distro" },
        { at: "/results/*/id" },
        { at: "/results/*/packages/*/package", isAbsent: true },
      ],
      header: [
        "id",
        "name",
        "distro",
        "digest",
        "repository",
        "packages/*/type",
        "packages/*/name",
        "packages/*/version",
      ].map((field) => `/results/*/${field}`),
      records: [["/results/*/vulnerabilities/*", "/results/*/compliances/*"]],
      begin,
    },
    {
      name: "Prisma Cloud CSV of images",
      form: "csv",
      signs: [{ at: "/*/CVE ID" }, { at: "/*/Packages" }, { at: "/*/Fix Status" }],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: imageTarget({ name: context.targetName }),
        convert: (record) => convertRow(record, context),
      }),
    },
  ],
});

type Result = NonNullable<output<typeof twistlockHead>["results"]>[number];

function begin(header: unknown, context: ImportContext): Conversion {
  const results = context.read(twistlockHead, header ?? {}, "")?.results ?? [];
  const listed = results.map(listedTypes);
  return {
    target: targetOf(results[0], context.targetName),
    convert: (record) => {
      const index = record.indices[0] ?? -1;
      const result = results[index];
      const types = listed[index] ?? new Map<string, string>();
      return convert(record, { result, types, target: targetOf(result, context.targetName), context });
    },
  };
}

function targetOf(result: Result | undefined, targetName: string): ImportedTarget {
  return imageTarget({
    name: result?.name || result?.repository || targetName,
    digests: [result?.digest, result?.id],
    distribution: distributionOf(result?.distro),
  });
}

interface Around {
  readonly result: Result | undefined;
  /** Kinds of the packages that the result lists, by name and version. */
  readonly types: ReadonlyMap<string, string>;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

function convert(
  { value, pattern, pointer }: ImportedRecord,
  { result, types, target, context }: Around,
): readonly Outcome[] {
  if (pattern.endsWith("/compliances/*")) {
    const rule = context.read(twistlockCompliance, value, pointer);
    return rule === undefined ? [] : [toCompliance(rule, target)];
  }
  const flaw = context.read(twistlockFlaw, value, pointer);
  if (flaw === undefined) return [];
  const { packageVersion: version } = flaw;
  const name = flaw.packageName.replace(usedIn, "");
  const distribution = distributionOf(result?.distro);
  const type = flaw.packageType || types.get(`${name} ${version ?? ""}`);
  const isSystem = isOfDistribution({ type, isSource: name !== flaw.packageName, version });
  const purl = toolPackageUrl({
    kinds: isSystem ? [distribution] : [type],
    name,
    version,
    distribution: isSystem ? distribution : undefined,
  });
  return [
    flawOutcome({
      id: flaw.id,
      package: purl,
      name,
      installed: version,
      fixedIn: fixedIn(flaw.status, purl),
      state: flaw.status,
      rating: flaw.severity,
      description: flaw.description,
      target,
      evidence: [evidenceAt(flaw.packagePath || target.name)],
      severities: givenSeverities([{ from: "twistlock", vector: flaw.vector, score: flaw.cvss }]),
      references: [flaw.link],
      firstSeen: flaw.discoveredDate,
    }),
  ];
}

/** Source packages of distributions have the packages that were built of them behind their names. */
const usedIn = / \(used in .{1,2000}$/;

/** Only some versions of twistcli list packages, and those do not name the kind at the flaw. */
function listedTypes({ packages }: Result): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { type, name, version } of packages ?? []) if (type) types.set(`${name ?? ""} ${version ?? ""}`, type);
  return types;
}

interface ToldKind {
  readonly type: string | null | undefined;
  readonly isSource: boolean;
  readonly version: string | null | undefined;
}

/** Of a package whose kind is told nowhere its version tells: those of distributions end in a revision, `-2ubuntu1`, `-r0`. */
function isOfDistribution({ type, isSource, version }: ToldKind): boolean {
  if (type) return /^(?:os|image|package|product)$/i.test(type);
  return isSource || /-r?\d[^-]{0,100}$/.test(version ?? "");
}

/** `alpine-3.11.5` and `Debian GNU/Linux 9 (stretch)`: the name stands before a blank. */
function distributionOf(distro: string | null | undefined): string | undefined {
  return distro?.replace(/^([A-Za-z]{2,20})-(?!leap|tumbleweed)/, "$1 ");
}

/** `fixed in 1.2.3, 1.3.0`: one version for each line of releases. */
function fixedIn(status: string | null | undefined, purl: string): string | undefined {
  const versions = /^fixed in:? ?(.{1,2000})/i.exec(status ?? "")?.[1] ?? "";
  return nearestFix(
    versions.split(",").map((version) => version.trim().split(" ")[0] ?? ""),
    purl,
  );
}

function toCompliance(rule: output<typeof twistlockCompliance>, target: ImportedTarget): Outcome {
  const { id, title, severity, description, cause } = rule;
  return misconfigurationOutcome({
    rule: id === undefined || id === null ? title : String(id),
    rating: severity,
    title,
    message: [cause, description].filter((text) => text).join(": ") || title,
    subject: "",
    target,
    evidence: [evidenceAt(target.name)],
  });
}

/** A row without a CVE is about compliance. */
function convertRow({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const row = context.read(twistlockRow, value, pointer);
  if (row === undefined) return [];
  const image = [row.Registry, row.Repository].filter((part) => part).join("/");
  const name = row["Image Name"] || (image === "" ? context.targetName : image + (row.Tag ? `:${row.Tag}` : ""));
  const distribution = distributionOf(row.Distro);
  const target = imageTarget({ name, digests: [row.Id], distribution });
  if (row["CVE ID"].trim() === "") {
    const rule = { id: row["Compliance ID"] || undefined, title: row.Description || row.Type || "compliance" };
    return [toCompliance({ ...rule, severity: row.Severity, cause: row.Cause }, target)];
  }
  const [packageName = ""] = (row.Packages || row["Source Package"] || "").split(/[,;]/);
  const isSystem = isOfDistribution({ type: row.Type, isSource: false, version: row["Package Version"] });
  const purl = toolPackageUrl({
    kinds: isSystem ? [distribution] : [row.Type],
    name: packageName,
    version: row["Package Version"],
    distribution: isSystem ? distribution : undefined,
  });
  return [
    flawOutcome({
      id: row["CVE ID"],
      package: purl,
      name: packageName,
      installed: row["Package Version"],
      fixedIn: fixedIn(row["Fix Status"], purl),
      state: row["Fix Status"],
      rating: row.Severity,
      description: row.Description,
      target,
      evidence: [evidenceAt(row["Package Path"] || name)],
      severities: givenSeverities([{ from: "twistlock", score: toNumber(row.CVSS) }]),
      references: [row["Vulnerability Link"]],
      firstSeen: row.Discovered,
    }),
  ];
}
