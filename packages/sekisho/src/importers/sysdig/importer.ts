import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { findMember } from "../parts/find-member.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { present } from "../parts/present.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { convertRow } from "./row.ts";
import { oldFlaw, oldPackage, sysdigFlaw, sysdigHead, sysdigPackages } from "./schema.ts";

const headFields = ["metadata", "layers", "riskAccepts", "vulnerabilities"];

const rows = {
  header: [],
  begin: (_: unknown, context: ImportContext): Conversion => ({
    target: imageTarget({ name: context.targetName }),
    convert: (record) => convertRow(record, context),
  }),
} as const;

/** Reads what Sysdig Secure says of images, and its reports. */
export const sysdig = defineImporter({
  id: "sysdig",
  name: "Sysdig Secure",
  reads: [
    "sysdig-cli-scanner JSON and scan results of the API (packages by id, 2024 and later)",
    "sysdig-cli-scanner JSON (list of packages)",
    "Vulnerability reports of images and workloads, CSV and JSON, with the names of columns of all versions",
    "sysdig-cli-scanner, CSV",
  ],
  mapped: {
    en: "Vulnerabilities with severity, CVSS, fixed version, package, path, layer, workload; accepted risks are accepted with reason and end. Evaluations of policies repeat the vulnerabilities and are not mapped.",
    ja: "脆弱性を、重大度、CVSS、修正バージョン、パッケージ、パス、レイヤー、ワークロードとともに取り込みます。受容済みのリスクは、理由と期限を含めて承認済みとします。ポリシーの評価は脆弱性の繰り返しのため取り込みません。",
  },
  variants: [
    {
      name: "Sysdig JSON",
      form: "json",
      signs: [{ at: "/result/packages", is: "object" }, { at: "/result/metadata" }, { at: "/result/vulnerabilities" }],
      header: ["/scanner", ...headFields.map((field) => `/result/${field}`)],
      records: [["/result/packages"]],
      begin: beginResult,
    },
    {
      name: "Sysdig JSON, list of packages",
      form: "json",
      signs: [{ at: "/result/packages", is: "list" }, { at: "/result/packages/*/vulns" }],
      header: ["/scanner", "/result/metadata"],
      records: [["/result/packages/*"]],
      begin: beginResult,
    },
    csvVariant("Sysdig CSV", ["Vulnerability ID", "Package name", "Package type"]),
    csvVariant("Sysdig CSV, names in lower case", ["vulnerability id", "package name", "package type"]),
    csvVariant("Sysdig CSV, capitals", ["Vulnerability ID", "Package Name", "Package Type"]),
    csvVariant("Sysdig CSV of workloads", ["Vulnerability Name", "Package Name", "Package Type"]),
    csvVariant("sysdig-cli-scanner CSV", ["CVE ID", "CVE Severity", "Package Type"]),
    {
      ...rows,
      name: "Sysdig report, JSON",
      form: "json",
      signs: [{ at: "/panels/*/data/*/vuln_id" }, { at: "/panels/*/data/*/scan_package_name" }],
      records: [["/panels/*/data/*"]],
    },
    {
      ...rows,
      name: "Sysdig report of the older scanner, JSON",
      form: "json",
      signs: [{ at: "/data/*/vulnName" }, { at: "/data/*/packageName" }, { at: "/data/*/vulnSeverity" }],
      records: [["/data/*"]],
    },
  ],
});

function csvVariant(name: string, [first, second, third]: readonly [string, string, string]) {
  return {
    ...rows,
    name,
    form: "csv",
    signs: [{ at: `/*/${first}` }, { at: `/*/${second}` }, { at: `/*/${third}` }],
    records: [["/*"]],
  } as const;
}

type Head = NonNullable<output<typeof sysdigHead>["result"]>;

function beginResult(header: unknown, context: ImportContext): Conversion {
  const head = context.read(sysdigHead, header ?? {}, "");
  const { pullString, digest, imageId, baseOs, hostName } = head?.result?.metadata ?? {};
  const target: ImportedTarget =
    hostName && !pullString
      ? { kind: "host", name: hostName }
      : imageTarget({ name: pullString || context.targetName, digests: [digest, imageId], distribution: baseOs });
  const around = { head: head?.result ?? {}, target, context };
  return {
    target,
    ...present({ toolVersion: head?.scanner?.version }),
    convert: (record) => (record.pattern.endsWith("/*") ? convertOld(record, around) : convertPackages(record, around)),
  };
}

interface Around {
  readonly head: Head;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

interface Package {
  readonly name?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly suggestedFix?: string | null | undefined;
  readonly layerRef?: string | null | undefined;
}

function* convertPackages({ value, pointer }: ImportedRecord, around: Around): Generator<Outcome> {
  const { head, context } = around;
  for (const [id, found] of Object.entries(context.read(sysdigPackages, value, pointer) ?? {})) {
    for (const reference of found.vulnerabilitiesRefs ?? []) {
      const told = findMember(head.vulnerabilities, reference);
      const place = `/result/vulnerabilities${pointerPart(reference)}`;
      const flaw = told === undefined ? undefined : context.read(sysdigFlaw, told, place);
      if (told === undefined) yield missing(reference, `${pointer}${pointerPart(id)}`);
      else if (flaw !== undefined) {
        yield flawOutcome({
          ...packageParts(found, around),
          id: flaw.name,
          fixedIn: flaw.fixVersion || found.suggestedFix,
          rating: flaw.severity,
          exception: exceptionOf(flaw.riskAcceptRefs, head),
          severities: givenSeverities([
            { from: flaw.mainProvider || "sysdig", vector: flaw.cvssScore?.vector, score: flaw.cvssScore?.score },
          ]),
        });
      }
    }
  }
}

function* convertOld({ value, pointer }: ImportedRecord, around: Around): Generator<Outcome> {
  const found = around.context.read(oldPackage, value, pointer);
  if (found === undefined) return;
  for (const [index, told] of (found.vulns ?? []).entries()) {
    const flaw = around.context.read(oldFlaw, told, `${pointer}/vulns/${index}`);
    if (flaw === undefined) continue;
    const { vector, score } = flaw.cvssScore?.value ?? {};
    yield flawOutcome({
      ...packageParts(found, around),
      id: flaw.name,
      fixedIn: flaw.fixedInVersion || found.suggestedFix,
      rating: flaw.severity?.label,
      severities: givenSeverities([{ from: "sysdig", vector, score }]),
    });
  }
}

function packageParts({ name, version, type, path, layerRef }: Package, { head, target }: Around) {
  const system = head.metadata?.baseOs;
  const isSystem = type === "os";
  const layer = findMember(head.layers, layerRef ?? "")?.digest ?? layerRef;
  return {
    package: toolPackageUrl({
      kinds: isSystem ? [system] : [type],
      name: name ?? "",
      version,
      distribution: isSystem ? system : undefined,
    }),
    name: name ?? "",
    installed: version,
    evidence: [evidenceAt(path || target.name, { layer })],
  };
}

function exceptionOf(references: readonly string[] | null | undefined, head: Head): AcceptedException | undefined {
  for (const reference of references ?? []) {
    const accepted = findMember(head.riskAccepts, reference);
    if (accepted?.status === "expired") continue;
    const day = /^\d{4}-\d{2}-\d{2}/.exec(accepted?.expirationDate ?? "")?.[0];
    const reason = [accepted?.reason, accepted?.description].filter((text) => text).join(": ");
    return { reason: reason || "risk accepted", ...present({ expires: day }) };
  }
  return undefined;
}

function missing(reference: string, pointer: string): Outcome {
  const text = reference.slice(0, 80);
  return leftOut("missing", pointer, {
    en: `Expected the flaw ${text} in /result/vulnerabilities, got nothing.`,
    ja: `脆弱性 ${text} が /result/vulnerabilities にありません。`,
  });
}
