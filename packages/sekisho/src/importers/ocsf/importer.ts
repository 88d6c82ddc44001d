import type { AcceptedException } from "../../model/finding.ts";
import type { Severity } from "../../model/severity.ts";
import {
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type ImportedTool,
  type Outcome,
} from "../define.ts";
import { techniquesIn } from "../parts/activity-of.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { severityOfWord } from "../parts/severity-of-word.ts";
import { toTime } from "../parts/to-time.ts";
import { toWeaknesses } from "../parts/to-weaknesses.ts";
import { toolIdOf } from "../parts/tool-id.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { type OcsfFinding, type OcsfVulnerability, ocsfFinding } from "./schema.ts";

/** Classes of category 2. */
const classes = { security: 2001, vulnerability: 2002, compliance: 2003, detection: 2004, incident: 2005 } as const;

/** Reads findings as events of the Open Cybersecurity Schema Framework. */
export const ocsf = defineImporter({
  id: "ocsf",
  name: "OCSF",
  reads: [
    "OCSF 1.0 to 1.6, category Findings: vulnerability (2002), compliance (2003), detection (2004), security finding (2001); list, JSON Lines or one event",
  ],
  mapped: {
    en: "Each finding is named by the product behind it (`prowler:…`, `guardduty:…`): analytic, event code or finding id, severity, texts, first resource, account, cluster object or image as target, times, remediation, ATT&CK techniques. Vulnerabilities give a finding for each affected package. Status pass counts as passed; suppressed, resolved and archived findings are exceptions. Events of other classes are left out and told. Not mapped: observables, enrichments, unmapped data, actors.",
    ja: "検出は元の製品の ID（`prowler:…`、`guardduty:…`）で識別します。analytic、event_code または検出 ID、深刻度、説明、先頭のリソース、対象（アカウント、イメージ、マシン）、日時、対処、ATT&CK テクニックを取り込みます。脆弱性は影響を受けるパッケージごとに検出 1 件とします。合格したものは問題なしとして数え、抑制・解決済み・アーカイブ済みの検出は例外とします。ほかのクラスのイベントは取り込まず、診断として報告します。observables、enrichments、unmapped、actor は取り込みません。",
  },
  variants: [
    {
      name: "OCSF findings",
      form: "json",
      signs: [
        { at: "/*/class_uid", equals: Object.values(classes).map(String) },
        { at: "/*/metadata", is: "object" },
        { at: "/*/severity_id", is: "number" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: { kind: "cloud-account", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

/** What all findings of one event share. */
interface Told {
  readonly tool: ImportedTool;
  readonly rule: string;
  readonly severity: Severity | "unknown";
  readonly rating: string | undefined;
  readonly subject: string;
  readonly target: ImportedTarget | undefined;
  readonly exception: AcceptedException | undefined;
  readonly status: string | undefined;
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const event = context.read(ocsfFinding, value, pointer);
  if (event === undefined) return [];
  const told = toldBy(event);
  if (hasPassed(event)) return [{ kind: "passed", rule: told.rule }];
  switch (event.class_uid) {
    case classes.vulnerability:
      return flawsOf(event, told, pointer);
    case classes.detection:
      return [isCheck(event) ? toCheck(event, told) : toActivity(event, told)];
    case classes.security:
      return (event.vulnerabilities ?? []).length > 0 ? flawsOf(event, told, pointer) : [toCheck(event, told)];
    case classes.compliance:
      return [toCheck(event, told)];
    default:
      return [
        leftOut("other-class", pointer, {
          en: `Events of class ${event.class_uid} have no place in reports.`,
          ja: `クラス ${event.class_uid} のイベントは、レポートの対象ではありません。`,
        }),
      ];
  }
}

/** 4 is high, 6 fatal, 99 other. Source: OCSF, dictionary, `severity_id`. */
const severities: ReadonlyMap<number, Severity> = new Map([
  [1, "info"],
  [2, "low"],
  [3, "medium"],
  [4, "high"],
  [5, "critical"],
  [6, "critical"],
]);

function toldBy(event: OcsfFinding): Told {
  const { metadata, severity, severity_id: number, status_code: code, status } = event;
  const about = event.finding_info ?? event.finding;
  const { name, version } = metadata.product ?? {};
  const control = event.class_uid === classes.compliance ? event.compliance?.control : undefined;
  const analytic = about?.analytic?.uid ?? about?.analytic?.name;
  const rule = [metadata.event_code, control, analytic, about?.types?.[0], about?.title].find(isFilled) ?? "unnamed";
  return {
    tool: { id: toolIdOf(name) ?? "ocsf", ...present({ version: version === "" ? undefined : version }) },
    rule,
    severity: severities.get(number ?? 0) ?? severityOfWord(severity),
    rating: severity ?? undefined,
    ...placeOf(event),
    exception: exceptionOf(event),
    status: code ?? status ?? undefined,
  };
}

function isFilled(text: string | null | undefined): text is string {
  return typeof text === "string" && text.trim() !== "";
}

/** Prowler says it in `status_code`; compliance findings have a status of their own, 1 for pass. */
function hasPassed({ status_code: code, compliance, class_uid: uid }: OcsfFinding): boolean {
  if (/^pass(?:ed)?$/i.test(code ?? "")) return true;
  return uid === classes.compliance && (compliance?.status_id === 1 || /^pass(?:ed)?$/i.test(compliance?.status ?? ""));
}

/** Some products write the answers of their checks as detections. */
function isCheck({ status_code: code }: OcsfFinding): boolean {
  return /^(?:fail(?:ed)?|manual|warning)$/i.test(code ?? "");
}

/** Source: OCSF, finding, `status_id`: suppressed, resolved, archived, deleted. */
const settled: ReadonlyMap<number, string> = new Map([
  [3, "Suppressed"],
  [4, "Resolved"],
  [5, "Archived"],
  [6, "Deleted"],
]);

function exceptionOf({ status_id: id, comment }: OcsfFinding): AcceptedException | undefined {
  const word = settled.get(id ?? 0);
  return word === undefined ? undefined : { reason: isFilled(comment) ? comment : word };
}

function placeOf(event: OcsfFinding): Pick<Told, "subject" | "target"> {
  const first = event.resources?.[0] ?? event.resource ?? undefined;
  const type = first?.type ?? "";
  const name = first?.name ?? "";
  const subject = [first?.uid, name].find(isFilled) ?? "";
  if (/image/i.test(type) && isFilled([name, first?.uid].find(isFilled))) {
    return { target: imageTarget({ name: name === "" ? subject : name, digests: [first?.uid, name] }), subject: "" };
  }
  const target = holderOf(event);
  const isObject = isFilled(first?.namespace) && name !== "";
  return { target, subject: isObject ? objectSubject({ kind: type, name, namespace: first.namespace }) : subject };
}

/** The account or the machine that holds the resource. */
function holderOf({ cloud, device }: OcsfFinding): ImportedTarget | undefined {
  const account = [cloud?.account?.uid, cloud?.account?.name].find(isFilled);
  if (account !== undefined) return { kind: "cloud-account", name: account };
  const host = [device?.hostname, device?.name].find(isFilled);
  return host === undefined ? undefined : { kind: "host", name: host };
}

function flawsOf(event: OcsfFinding, told: Told, pointer: string): readonly Outcome[] {
  const flaws = event.vulnerabilities ?? [];
  if (flaws.length > 0) return flaws.flatMap((flaw) => packagesOf(event, flaw, told));
  return [
    leftOut("no-vulnerability", pointer, {
      en: "The event names no vulnerability.",
      ja: "イベントに脆弱性の記載がありません。",
    }),
  ];
}

function packagesOf(event: OcsfFinding, flaw: OcsfVulnerability, told: Told): readonly Outcome[] {
  const { cve } = flaw;
  const about = event.finding_info ?? event.finding;
  const named = flaw.affected_packages ?? [];
  const packages = named.length > 0 ? named : [{ name: told.subject === "" ? "unnamed" : told.subject }];
  return packages.map((one) => {
    const name = one.name ?? "unnamed";
    const installed = versionOf(one);
    const outcome = flawOutcome({
      id: [cve?.uid, flaw.advisory?.uid].find(isFilled) ?? told.rule,
      aliases: [flaw.advisory?.uid],
      package: isFilled(one.purl)
        ? one.purl
        : toolPackageUrl({ kinds: [one.package_manager], name, version: installed, architecture: one.architecture }),
      name,
      installed,
      fixedIn: one.fixed_in_version,
      severity: told.severity,
      rating: told.rating,
      title: flaw.title ?? cve?.title ?? about?.title,
      description: flaw.desc ?? cve?.desc ?? about?.desc,
      remediation: one.remediation?.desc ?? flaw.remediation?.desc ?? event.remediation?.desc,
      severities: givenSeverities(
        (cve?.cvss ?? []).map(({ base_score: score, vector_string: vector, vendor_name: from }) => ({
          from: isFilled(from) ? from : told.tool.id,
          score,
          vector,
        })),
      ),
      references: [...(flaw.references ?? []), about?.src_url],
      weaknesses: toWeaknesses([cve?.cwe?.uid, flaw.cwe?.uid, ...(cve?.related_cwes ?? []).map(({ uid }) => uid)]),
      firstSeen: flaw.first_seen_time ?? about?.first_seen_time,
      lastSeen: flaw.last_seen_time ?? about?.last_seen_time ?? event.time,
      evidence: isFilled(one.path) ? [evidenceAt(one.path)] : [],
      exception: told.exception,
      target: told.target,
    });
    return outcome.kind === "finding" ? { ...outcome, finding: { ...outcome.finding, tool: told.tool } } : outcome;
  });
}

function versionOf({ version, release, epoch }: NonNullable<OcsfVulnerability["affected_packages"]>[number]): string {
  if (!isFilled(version)) return "";
  const start = typeof epoch === "number" && epoch > 0 ? `${epoch}:` : "";
  return `${start}${version}${isFilled(release) ? `-${release}` : ""}`;
}

function toCheck(event: OcsfFinding, { tool, ...told }: Told): Outcome {
  const about = event.finding_info ?? event.finding;
  const { references, desc } = event.remediation ?? {};
  const outcome = misconfigurationOutcome({
    ...told,
    title: about?.title,
    message: event.status_detail ?? event.message ?? about?.desc,
    remediation: desc,
    references: [...(references ?? []), about?.src_url],
    firstSeen: toTime(about?.first_seen_time ?? about?.created_time),
    lastSeen: toTime(about?.last_seen_time ?? event.time),
  });
  return outcome.kind === "finding" ? { ...outcome, finding: { ...outcome.finding, tool } } : outcome;
}

function toActivity(event: OcsfFinding, { exception, target, ...told }: Told): Outcome {
  const about = event.finding_info ?? event.finding;
  const techniques = (about?.attacks ?? []).map((one) => one.sub_technique?.uid ?? one.technique?.uid ?? "");
  return activityOutcome({
    ...told,
    target,
    title: about?.title,
    message: about?.desc ?? event.message,
    remediation: event.remediation?.desc,
    references: [...(event.remediation?.references ?? []), about?.src_url],
    ...(exception === undefined ? {} : { exception }),
    activity: {
      incident: about?.uid ?? told.rule,
      cluster: target?.kind === "cluster" ? target.name : null,
      sources: (event.evidences ?? []).map((one) => one.src_endpoint?.ip),
      firstSeen: toTime(about?.first_seen_time ?? about?.created_time ?? event.time),
      lastSeen: toTime(about?.last_seen_time ?? event.time),
      events: [about?.uid],
      techniques: techniquesIn(techniques),
    },
  });
}
