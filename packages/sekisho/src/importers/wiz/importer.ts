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
import { placeInTree } from "../parts/file-place.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { secretOutcome } from "../parts/secret-outcome.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { convertApiCheck, convertApiFlaw, convertApiIssue } from "./convert-api.ts";
import { flawRow, issueRow, ruleMatch, runHead, scannedPackage, scannedSecret } from "./schema.ts";
import { account, exceptionOf, isFilled } from "./told-values.ts";

const runRecords = ["osPackages", "libraries", "secrets", "ruleMatches"].map((list) => `/result/${list}/*`);

/** Reads reports of Wiz and of its command line. */
export const wiz = defineImporter({
  id: "wiz",
  name: "Wiz",
  reads: [
    "Wiz issues report, CSV (type Standard)",
    "Wiz vulnerabilities report, CSV",
    "Wiz GraphQL API, pages of issues (issuesV2), vulnerabilityFindings and configurationFindings",
    "wizcli JSON: docker scan, dir scan, iac scan",
  ],
  mapped: {
    en: "Issues: control, severity, texts, resource, cluster or subscription as target, times. Vulnerabilities: package, versions, severity, score, asset as target, path, times. wizcli: flaws of packages with EPSS and known exploitation, secrets, matches of rules with lines. Resolved, rejected and ignored entries are exceptions. Not mapped: projects, tags, original JSON of resources, policies of the run, sensitive data.",
    ja: "イシューのコントロール、深刻度、説明、リソース、対象（クラスターまたはサブスクリプション）、日時を取り込みます。脆弱性のパッケージ、バージョン、深刻度、スコア、対象のアセット、パス、日時を取り込みます。wizcli の結果は、パッケージの脆弱性（EPSS、悪用確認を含む）、シークレット、ルール違反の行を取り込みます。解決・却下・無視された項目は例外とします。プロジェクト、タグ、リソースの元の JSON、実行時のポリシー、機密データの検出は取り込みません。",
  },
  variants: [
    {
      name: "Wiz issues, CSV",
      form: "csv",
      signs: [{ at: "/*/Issue ID" }, { at: "/*/Control ID" }, { at: "/*/Title" }, { at: "/*/Resource Type" }],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: account(context.targetName),
        convert: (record) => convertIssue(record, context),
      }),
    },
    {
      name: "Wiz vulnerabilities, CSV",
      form: "csv",
      signs: [{ at: "/*/WizURL" }, { at: "/*/DetailedName" }, { at: "/*/FindingStatus" }, { at: "/*/AssetName" }],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: account(context.targetName),
        convert: (record) => convertFlaw(record, context),
      }),
    },
    apiVariant("Wiz API, issues", {
      signs: [{ at: "/data", below: /^\/issues(?:V2)?\/nodes\/\*\/(?:entitySnapshot|sourceRule)$/ }],
      records: ["/data/issues/nodes/*", "/data/issuesV2/nodes/*"],
      convert: convertApiIssue,
    }),
    apiVariant("Wiz API, issues with their numbers", {
      signs: [
        { at: "/data", below: /^\/issues(?:V2)?\/nodes$/ },
        { at: "/data", below: /^\/(?:issuesV2\/pageInfo|issues\/(?:totalCount|[a-z]{1,20}SeverityCount))$/ },
      ],
      records: ["/data/issues/nodes/*", "/data/issuesV2/nodes/*"],
      convert: convertApiIssue,
    }),
    apiVariant("Wiz API, vulnerability findings", {
      signs: [{ at: "/data/vulnerabilityFindings/nodes", is: "list" }],
      records: ["/data/vulnerabilityFindings/nodes/*"],
      convert: convertApiFlaw,
    }),
    apiVariant("Wiz API, configuration findings", {
      signs: [{ at: "/data/configurationFindings/nodes", is: "list" }],
      records: ["/data/configurationFindings/nodes/*"],
      convert: convertApiCheck,
    }),
    {
      name: "wizcli JSON",
      form: "json",
      signs: [
        { at: "/scanOriginResource", is: "object" },
        { at: "/result", is: "object" },
        { at: "/status", is: "object" },
      ],
      header: ["/createdAt", "/scanOriginResource"],
      records: [runRecords],
      begin: beginRun,
    },
  ],
});

interface ApiPage {
  readonly signs: DocumentVariant["signs"];
  readonly records: readonly string[];
  readonly convert: (record: ImportedRecord, context: ImportContext) => readonly Outcome[];
}

function apiVariant(name: string, { signs, records, convert }: ApiPage): DocumentVariant {
  return {
    name,
    form: "json",
    signs,
    header: [],
    records: [records],
    begin: (_, context) => ({
      target: account(context.targetName),
      convert: (record) => convert(record, context),
    }),
  };
}

function convertIssue({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const row = context.read(issueRow, value, pointer);
  if (row === undefined) return [];
  const cluster = row["Kubernetes Cluster"];
  const subscription = [row["Subscription ID"], row["Subscription Name"]].find(isFilled);
  const resource = [row["Resource external ID"], row["Resource Name"]].find(isFilled) ?? "";
  return [
    misconfigurationOutcome({
      rule: isFilled(row["Control ID"]) ? row["Control ID"] : row.Title,
      rating: row.Severity,
      title: row.Title,
      message: row.Description,
      remediation: row["Remediation Recommendation"],
      subject: [row["Resource Type"], row["Kubernetes Namespace"], resource].filter(isFilled).join("/"),
      target: isFilled(cluster) ? { kind: "cluster", name: cluster } : account(subscription ?? context.targetName),
      exception: exceptionOf(row.Status, [row.Note, row.Resolution].find(isFilled)),
      status: row.Status,
      references: [row["Wiz URL"]],
      firstSeen: toTime(row["Created At"]),
    }),
  ];
}

function convertFlaw({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const row = context.read(flawRow, value, pointer);
  if (row === undefined) return [];
  const name = isFilled(row.DetailedName) ? row.DetailedName : "unnamed";
  const asset = [row.AssetName, row.AssetID].find(isFilled);
  return [
    flawOutcome({
      id: row.Name,
      package: toolPackageUrl({ kinds: [], name, version: row.Version }),
      name,
      installed: row.Version,
      fixedIn: row.FixedVersion,
      rating: [row.CVSSSeverity, row.VendorSeverity, row.Severity].find(isFilled),
      description: isFilled(row.CVEDescription) ? row.CVEDescription : undefined,
      remediation: isFilled(row.Remediation) ? row.Remediation : undefined,
      severities: givenSeverities([{ from: "wiz", score: toNumber(row.Score) }]),
      references: [row.Link, row.WizURL],
      evidence: isFilled(row.LocationPath) ? [evidenceAt(row.LocationPath)] : [],
      exception: exceptionOf(row.FindingStatus, row.ResolutionReason),
      firstSeen: row.FirstDetected,
      lastSeen: row.LastDetected,
      target: asset === undefined ? account(row.SubscriptionExternalId || context.targetName) : assetTarget(asset, row),
    }),
  ];
}

/** An asset with a digest or a tag in its name is an image; any other one is a machine. */
function assetTarget(asset: string, { OperatingSystem }: output<typeof flawRow>): ImportedTarget {
  const isImage = /@sha256:[0-9a-f]{64}$/.test(asset) || /\/[^\s/:]{1,200}:[\w][\w.-]{0,127}$/.test(asset);
  if (isImage) return imageTarget({ name: asset, digests: [asset], distribution: OperatingSystem });
  return { kind: "host", name: asset, ...(isFilled(OperatingSystem) ? { distribution: OperatingSystem } : {}) };
}

function beginRun(header: unknown, context: ImportContext): Conversion {
  const head = context.read(runHead, header ?? {}, "");
  const name = head?.scanOriginResource?.name;
  const target = imageTarget({ name: isFilled(name) ? name : context.targetName, digests: [name] });
  return {
    target,
    ...present({ scannedAt: toTime(head?.createdAt) }),
    convert: (record) => {
      const { pattern } = record;
      if (pattern === "/result/secrets/*") return convertSecret(record, context);
      return pattern === "/result/ruleMatches/*"
        ? convertMatches(record, context)
        : convertPackage(record, { target, day: toTime(head?.createdAt)?.slice(0, 10) }, context);
    },
  };
}

function convertPackage(
  { value, pattern, pointer }: ImportedRecord,
  { target, day }: { readonly target: ImportedTarget; readonly day: string | undefined },
  context: ImportContext,
): readonly Outcome[] {
  const read = context.read(scannedPackage, value, pointer);
  if (read === undefined) return [];
  const { name, version, path } = read;
  return (read.vulnerabilities ?? []).map((flaw) =>
    flawOutcome({
      id: flaw.name,
      package: toolPackageUrl({ kinds: [], name, version }),
      name,
      installed: version,
      fixedIn: flaw.fixedVersion,
      rating: flaw.severity,
      description: flaw.description,
      severities: givenSeverities([{ from: "wiz", score: flaw.score }]),
      references: [flaw.source],
      evidence: isFilled(path) && pattern === "/result/libraries/*" ? [evidenceAt(path)] : [],
      target,
      ...epssOf(flaw, day),
      ...exploitOf(flaw),
    }),
  );
}

type ScannedFlaw = NonNullable<output<typeof scannedPackage>["vulnerabilities"]>[number];

/** Wiz writes the numbers without their day: it is that of the run. */
function epssOf(
  { epssProbability: probability, epssPercentile: percentile }: ScannedFlaw,
  date: string | undefined,
): Pick<Parameters<typeof flawOutcome>[0], "epss"> {
  if (typeof probability !== "number" || typeof percentile !== "number" || date === undefined) return {};
  return { epss: { probability, percentile, date } };
}

function exploitOf({
  hasCisaKevExploit,
  cisaKevReleaseDate,
}: ScannedFlaw): Pick<Parameters<typeof flawOutcome>[0], "knownExploited"> {
  const added = toTime(cisaKevReleaseDate)?.slice(0, 10);
  return hasCisaKevExploit === true && added !== undefined ? { knownExploited: { added, ransomware: false } } : {};
}

function convertSecret({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(scannedSecret, value, pointer);
  if (read === undefined) return [];
  const { type, description, path, lineNumber, severity } = read;
  return [
    secretOutcome({
      rule: isFilled(type) ? type : "secret",
      title: description,
      severity: isFilled(severity) ? severityOfWord(severity) : "high",
      rating: severity,
      path: path ?? "",
      startLine: lineNumber,
    }),
  ];
}

function convertMatches({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(ruleMatch, value, pointer);
  if (read === undefined) return [];
  const rule = [read.rule.shortId, read.rule.id, read.rule.name].find(isFilled) ?? "unnamed";
  const tree = { kind: "directory", name: context.targetName } as const;
  return read.matches.map(({ fileName, lineNumber, resourceName, found, expected, remediationInstructions }) => {
    const path = fileName ?? "";
    const place = path === "" ? { subject: "" } : placeInTree({ path, tool: "wiz", rule, tree });
    return misconfigurationOutcome({
      rule,
      rating: read.severity,
      title: read.rule.name,
      message: found,
      remediation: remediationInstructions ?? expected,
      ...place,
      target: place.target ?? tree,
      subject: [place.subject, resourceName].filter(isFilled).join("/"),
      evidence: path === "" ? [] : [evidenceAt(path, { startLine: lineNumber })],
    });
  });
}
