import type { ExplainedAnomaly } from "../../detectors/alert.ts";
import type { SeenEvent } from "../../detectors/seen-event.ts";
import type { Activity, Anomaly } from "../../model/activity.ts";
import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Target } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { withLaterNames } from "../../semantics/audit/technique-names.ts";
import { fingerprintOf } from "../fingerprint.ts";
import type { AlertEntry } from "./alert-book.ts";

/** What turns alerts into findings. */
export interface ActivityFindingSettings {
  readonly target: Target;
  readonly language: Language;
  readonly controlsOf: (ruleId: string) => readonly string[];
}

/**
 * Gives one finding for each entry, in the order in which they began. What is accepted is left out where the
 * same rule, caller and subject also has something open.
 */
export function toActivityFindings(
  entries: readonly AlertEntry[],
  settings: ActivityFindingSettings,
): readonly Finding[] {
  const findings = new Map<string, { readonly finding: Finding; readonly entry: AlertEntry }>();
  for (const entry of entries) {
    const finding = toActivityFinding(entry, settings);
    const other = findings.get(finding.id);
    if (other === undefined || other.finding.status === "accepted") findings.set(finding.id, { finding, entry });
  }
  return [...findings.values()]
    .toSorted((left, right) => left.entry.firstMs - right.entry.firstMs || compare(left.finding.id, right.finding.id))
    .map(({ finding }) => finding);
}

/** Gives the finding of one entry. */
export function toActivityFinding(entry: AlertEntry, settings: ActivityFindingSettings): Finding {
  const { rule, exception } = entry;
  const { target, language, controlsOf } = settings;
  const subject = entry.subject === "" ? entry.caller : `${entry.caller} > ${entry.subject}`;
  const [first, ...others] = entry.events.map(toEvidence);
  return {
    id: fingerprintOf("activity", target, rule.id, subject),
    kind: "activity",
    rule: { id: rule.id, aliases: rule.aliases.toSorted(), controls: controlsOf(rule.id).toSorted() },
    severity: entry.severity,
    title: rule.title[language],
    message: messageOf(entry, language),
    remediation: rule.remediation[language],
    subject,
    evidence: [first ?? { location: { path: target.name } }, ...others],
    status: exception === undefined ? "open" : "accepted",
    ...(exception === undefined ? {} : { exception }),
    activity: toActivity(entry, language),
  };
}

/** The caller first: who it was is the first question. */
function messageOf({ caller, message, count }: AlertEntry, language: Language): string {
  if (count === 1) return `${caller}: ${message[language]}`;
  return language === "en"
    ? `${caller}: ${message.en} (${count} events)`
    : `${caller}: ${message.ja}（イベント ${count} 件）`;
}

function toActivity(entry: AlertEntry, language: Language): Activity {
  const [first] = entry.events;
  const anomaly = entry.anomaly === undefined ? undefined : inLanguage(entry.anomaly, language);
  return {
    incident: entry.incident,
    cluster: entry.cluster,
    principal: {
      name: first?.userName ?? "",
      groups: first?.groups ?? [],
      ...(first === undefined || first.impersonated === "" ? {} : { impersonated: first.impersonated }),
    },
    sources: entry.sources,
    userAgent: first?.userAgent ?? "",
    firstSeen: timeOf(entry.firstMs),
    lastSeen: timeOf(entry.lastMs),
    count: entry.count,
    events: entry.events.map(({ auditId }) => auditId),
    techniques: withLaterNames(entry.rule.techniques),
    ...(anomaly === undefined ? {} : { anomaly }),
  };
}

function inLanguage(anomaly: ExplainedAnomaly, language: Language): Anomaly {
  const { unusual, rarity, baseline, learned } = anomaly;
  return {
    ...anomaly,
    unusual: unusual[language],
    rarity: rarity[language],
    baseline: baseline[language],
    learned: learned[language],
  };
}

function toEvidence(event: SeenEvent): Evidence {
  const { path, line, pointer } = event;
  return {
    location: { path, ...(line === 0 ? {} : { startLine: line }), ...(pointer === "" ? {} : { pointer }) },
    excerpt: lineOf(event),
  };
}

/** Writes an event in a line: when, who, what, with which answer, from where. */
function lineOf({ receivedMs, caller, impersonated, verb, object, code, address, userAgent }: SeenEvent): string {
  const as = impersonated === "" ? "" : ` as ${impersonated}`;
  const from = address === "" ? "" : ` from ${address}`;
  const agent = userAgent === "" ? "" : ` (${userAgent.split(" ")[0] ?? ""})`;
  // What happens in a kernel has no answer.
  const answer = code === 0 ? "" : ` ${code}`;
  return `${timeOf(receivedMs)} ${caller}${as} ${verb} ${object}${answer}${from}${agent}`;
}

/** Latest time that a `Date` holds. Source: ECMAScript, Time Values and Time Range. */
const maxTimeMs = 8.64e15;

function timeOf(ms: number): string {
  return new Date(Math.min(Math.max(ms, 0), maxTimeMs)).toISOString();
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
