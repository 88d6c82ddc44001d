import type { output } from "zod/mini";
import type { AcceptedException } from "../../model/finding.ts";
import { packageSubject } from "../../semantics/package-url/package-subject.ts";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { placeInTree } from "../parts/file-place.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { snykConfiguration, snykFlaw, snykTest, snykTests } from "./schema.ts";

const headFields = [
  "error",
  "packageManager",
  "projectName",
  "projectType",
  "displayTargetFile",
  "targetFile",
  "targetFilePath",
  "path",
  "docker/baseImage",
  "platform",
  "applications/*/targetFile",
  "applications/*/packageManager",
];
const entryLists = [
  "vulnerabilities",
  "filtered/ignore",
  "applications/*/vulnerabilities",
  "applications/*/filtered/ignore",
  "infrastructureAsCodeIssues",
];

/** Reads what Snyk says of dependencies, images and files of infrastructure. */
export const snyk = defineImporter({
  id: "snyk",
  name: "Snyk",
  reads: [
    "snyk test --json, one project and --all-projects",
    "snyk container test --json, with applications",
    "snyk iac test --json",
  ],
  mapped: {
    en: "Vulnerabilities, licence issues, ignored issues with their reason and end, and misconfigurations with severity, CVSS, CVE, GHSA, CWE, EPSS, fixed versions, lines and references. The ways through the dependencies become one finding; upgrade paths and policies are not mapped. Snyk Code writes SARIF, which is read as such.",
    ja: "脆弱性、ライセンスの問題、無視された問題 (理由と期限を含む)、設定ミスを、重大度、CVSS、CVE、GHSA、CWE、EPSS、修正バージョン、行、参照先とともに取り込みます。依存関係の複数の経路は 1 つの検出事項にまとめます。アップグレード経路とポリシーは取り込みません。Snyk Code の SARIF は SARIF として読み取ります。",
  },
  variants: [
    variantOf("Snyk JSON, one project", "", [
      { at: "/vulnerabilities", is: "list" },
      { at: "/dependencyCount" },
      { at: "/ok", is: "boolean" },
    ]),
    variantOf("Snyk JSON, several projects", "/*", [
      { at: "/*/vulnerabilities" },
      { at: "/*/dependencyCount" },
      { at: "/*/ok" },
    ]),
    variantOf("Snyk IaC JSON, one file", "", [
      { at: "/infrastructureAsCodeIssues", is: "list" },
      { at: "/projectType" },
      { at: "/targetFile" },
    ]),
    variantOf("Snyk IaC JSON, several files", "/*", [{ at: "", is: "list" }, { at: "/*/infrastructureAsCodeIssues" }]),
  ],
});

type Test = output<typeof snykTest>;
type Signs = (typeof snyk)["variants"][number]["signs"];

function variantOf(name: string, holder: "" | "/*", signs: Signs) {
  return {
    name,
    form: "json",
    signs,
    header: headFields.map((field) => `${holder}/${field}`),
    records: [entryLists.map((list) => `${holder}/${list}/*`)],
    begin: (header: unknown, context: ImportContext) => begin(header, holder, context),
  } as const;
}

function begin(header: unknown, holder: "" | "/*", context: ImportContext): Conversion {
  const tests =
    holder === "" ? [context.read(snykTest, header ?? {}, "")] : (context.read(snykTests, header ?? [], "") ?? []);
  for (const [index, one] of tests.entries()) {
    if (one?.error) context.tell(notScanned("Snyk", one.error, `${holder === "" ? "" : `/${index}`}/error`));
  }
  return {
    target: targetOf(tests[0], context.targetName),
    convert: (record) => {
      const [first = 0, second = 0] = record.indices;
      const test = tests[holder === "" ? 0 : first];
      const application = record.pattern.includes("/applications/")
        ? test?.applications?.[holder === "" ? first : second]
        : undefined;
      return convert(record, { test, application, target: targetOf(test, context.targetName), context });
    },
  };
}

function targetOf(test: Test | undefined, targetName: string): ImportedTarget {
  const path = test?.path ?? "";
  if (test?.docker || /^(?:deb|apk|rpm|linux|dockerfile)$/.test(test?.packageManager ?? "")) {
    const project = test?.projectName?.replace("docker-image|", "");
    const name = path !== "" && !path.startsWith("/") ? imageOf(path, project ?? "") : (project ?? targetName);
    return imageTarget({ name });
  }
  return { kind: "directory", name: path === "" ? targetName : path };
}

/** Behind an image with its tag Snyk writes the name of the project: `acme/shop:1/shop`. */
function imageOf(path: string, project: string): string {
  const end = path.lastIndexOf("/");
  const isTagged = project !== "" && path.startsWith(`${project}:`) && end > project.length;
  return isTagged ? path.slice(0, end) : path;
}

interface Around {
  readonly test: Test | undefined;
  readonly application: NonNullable<Test["applications"]>[number] | undefined;
  readonly target: ImportedTarget;
  readonly context: ImportContext;
}

function convert(record: ImportedRecord, around: Around): readonly Outcome[] {
  const { value, pattern, pointer } = record;
  if (pattern.endsWith("/infrastructureAsCodeIssues/*")) {
    const read = around.context.read(snykConfiguration, value, pointer);
    return read === undefined ? [] : [configurationOutcome(read, around)];
  }
  const read = around.context.read(snykFlaw, value, pointer);
  if (read === undefined) return [];
  const exception = pattern.includes("/filtered/") ? exceptionOf(read) : undefined;
  return [read.type === "license" ? licenceOutcome(read, around, exception) : toFlaw(read, around, exception)];
}

type Flaw = output<typeof snykFlaw>;

function nameOf({ packageName, name, moduleName }: Flaw): string {
  return packageName || name || moduleName || "";
}

/** Snyk names packages of a distribution `SOURCE/PACKAGE`. */
function purlOf(flaw: Flaw, { test, application }: Around): string {
  const manager = flaw.packageManager || application?.packageManager || test?.packageManager || "";
  const [kind = "", release] = manager.split(":");
  const isSystem = release !== undefined || kind === "linux";
  const name = nameOf(flaw);
  return toolPackageUrl({
    kinds: [kind, test?.packageManager],
    name: isSystem ? name.slice(name.lastIndexOf("/") + 1) : name,
    version: flaw.version,
    distribution: isSystem ? kind : undefined,
  });
}

function fileOf({ test, application, target }: Around): string {
  return application?.targetFile || test?.displayTargetFile || test?.targetFile || target.name;
}

function toFlaw(flaw: Flaw, around: Around, exception: AcceptedException | undefined): Outcome {
  const { identifiers, epssDetails, fixedIn } = flaw;
  const [probability, percentile] = [toNumber(epssDetails?.probability), toNumber(epssDetails?.percentile)];
  const sources = flaw.cvssSources ?? [];
  const hasOwn = sources.some(({ vector }) => vector === flaw.CVSSv3);
  return flawOutcome({
    id: flaw.id,
    aliases: [...(identifiers?.CVE ?? []), ...(identifiers?.GHSA ?? [])],
    package: purlOf(flaw, around),
    name: nameOf(flaw),
    installed: flaw.version,
    fixedIn: flaw.nearestFixedInVersion || fixedIn?.[0],
    rating: flaw.severityWithCritical ?? flaw.severity,
    title: flaw.title,
    description: flaw.description,
    target: around.target,
    evidence: [evidenceAt(fileOf(around))],
    exception,
    severities: givenSeverities([
      ...(hasOwn ? [] : [{ from: "snyk", vector: flaw.CVSSv3, score: flaw.cvssScore }]),
      ...sources.map(({ assigner, vector, baseScore }) => ({ from: assigner || "snyk", vector, score: baseScore })),
    ]),
    score: flaw.cvssScore,
    references: (flaw.references ?? []).map(({ url }) => url),
    weaknesses: identifiers?.CWE,
    epss:
      probability === undefined || percentile === undefined
        ? undefined
        : { probability, percentile, date: (epssDetails?.modelVersion ?? "").replace(/^v/, "").replaceAll(".", "-") },
  });
}

function licenceOutcome(flaw: Flaw, around: Around, exception: AcceptedException | undefined): Outcome {
  return misconfigurationOutcome({
    rule: flaw.id,
    rating: flaw.severity,
    title: flaw.title,
    message: `${nameOf(flaw)} ${flaw.version ?? ""}: ${flaw.title ?? flaw.id}`,
    subject: packageSubject(purlOf(flaw, around)),
    target: around.target,
    evidence: [evidenceAt(fileOf(around))],
    exception,
  });
}

function exceptionOf({ filtered }: Flaw): AcceptedException {
  const [ignored] = filtered?.ignored ?? [];
  const day = /^\d{4}-\d{2}-\d{2}/.exec(ignored?.expires ?? "")?.[0];
  return { reason: ignored?.reason || "ignored", ...present({ expires: day }) };
}

/** A policy of the organisation may have switched it off: then it is ignored. */
function configurationOutcome(read: output<typeof snykConfiguration>, { test, target }: Around): Outcome {
  const path = test?.targetFile || test?.targetFilePath || target.name;
  const { impact, resolve, issue } = { ...read.iacDescription, ...present(read) };
  const rule = read.publicId || read.id;
  const place = placeInTree({ path, tool: test?.projectType === "k8sconfig" ? "kubesec" : "snyk", rule, tree: target });
  const parts = (read.path ?? []).map((part) => String(part).slice(0, 200));
  const isManifest = place.target?.kind === "manifest";
  return misconfigurationOutcome({
    rule,
    rating: read.severity,
    title: read.title,
    message: [issue, impact].filter((text) => text).join(" ") || read.title,
    remediation: resolve,
    subject: isManifest || parts.length === 0 ? place.subject : `${place.subject}/${parts.join(".")}`,
    target: place.target ?? target,
    evidence: [evidenceAt(path, { startLine: read.lineNumber })],
    exception: read.isIgnored === true ? { reason: "ignored" } : undefined,
    references: [read.documentation, ...(read.references ?? [])],
  });
}
