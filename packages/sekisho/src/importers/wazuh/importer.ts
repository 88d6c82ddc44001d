import type { output } from "zod/mini";
import type { Severity } from "../../model/severity.ts";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { techniquesIn } from "../parts/activity-of.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { leftOut } from "../parts/left-out.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { alert, apiFlaw, indexedFlaw } from "./schema.ts";

/** Reads flaws, checks of configuration and alerts of Wazuh. */
export const wazuh = defineImporter({
  id: "wazuh",
  name: "Wazuh",
  reads: [
    "Wazuh API, vulnerabilities of agents (until 4.7)",
    "Wazuh indexer, search in wazuh-states-vulnerabilities (4.8 and later)",
    "Wazuh alerts.json (JSON Lines or a list), and searches in wazuh-alerts",
  ],
  mapped: {
    en: "Flaws with package, severity, score, condition of the repair, references, times; each agent is a host of its own. Alerts with rule, level (15: critical, from 12: high, from 7: medium, from 4: low), agent, source address, ATT&CK techniques; alerts of the vulnerability detector are flaws, of the configuration assessment misconfigurations, with passed checks counted. Not mapped: full logs, decoders, compliance tags of rules.",
    ja: "脆弱性のパッケージ、深刻度、スコア、修正条件、参照先、日時を取り込み、エージェントごとに別のホストとします。アラートはルール、レベル（15: 緊急、12 以上: 高、7 以上: 中、4 以上: 低）、エージェント、送信元アドレス、ATT&CK テクニックを取り込みます。脆弱性検知のアラートは脆弱性、設定評価のアラートは設定ミスとし、合格したチェックは問題なしとして数えます。ログ全文、デコーダー、ルールのコンプライアンスタグは取り込みません。",
  },
  variants: [
    {
      name: "Wazuh API, vulnerabilities",
      form: "json",
      signs: [
        { at: "/data/affected_items/*/cve", is: "text" },
        { at: "/data/affected_items/*/name", is: "text" },
        { at: "/data/affected_items/*/detection_time" },
      ],
      header: [],
      records: [["/data/affected_items/*"]],
      begin: (_, context) => ({ target: hostOf(undefined, context), convert: (record) => convertApi(record, context) }),
    },
    {
      name: "Wazuh indexer, vulnerabilities",
      form: "json",
      signs: [
        { at: "/hits/hits/*/_source/vulnerability/id", is: "text" },
        { at: "/hits/hits/*/_source/package/name", is: "text" },
        { at: "/hits/hits/*/_source/agent", is: "object" },
      ],
      header: [],
      records: [["/hits/hits/*/_source"]],
      begin: (_, context) => ({
        target: hostOf(undefined, context),
        convert: (record) => convertIndexed(record, context),
      }),
    },
    alertVariant("Wazuh alerts", "/*"),
    alertVariant("Wazuh indexer, alerts", "/hits/hits/*/_source"),
  ],
});

function alertVariant(name: string, at: string): DocumentVariant {
  return {
    name,
    form: "json",
    signs: [
      { at: `${at}/rule/level`, is: "number" },
      { at: `${at}/rule/id`, is: "text" },
      { at: `${at}/agent/id`, is: "text" },
    ],
    header: [],
    records: [[at]],
    begin: (_, context) => ({ target: hostOf(undefined, context), convert: (record) => convertAlert(record, context) }),
  };
}

type Alert = output<typeof alert>;

function hostOf(name: string | null | undefined, { targetName }: ImportContext): ImportedTarget {
  return { kind: "host", name: name === undefined || name === null || name === "" ? targetName : name };
}

function convertApi({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(apiFlaw, value, pointer);
  if (read === undefined) return [];
  const { name, version, condition } = read;
  return [
    flawOutcome({
      id: read.cve,
      package: toolPackageUrl({ kinds: [read.type], name, version, architecture: read.architecture }),
      name,
      installed: version,
      fixedIn: fixedBy(condition),
      state: read.status,
      rating: read.severity,
      title: read.title,
      severities: givenSeverities([
        { from: "wazuh", score: toNumber(read.cvss3_score) },
        { from: "wazuh", score: toNumber(read.cvss2_score) },
      ]),
      score: toNumber(read.cvss3_score) || toNumber(read.cvss2_score) || undefined,
      references: read.external_references,
      firstSeen: read.detection_time,
      target: hostOf(read.agent_name ?? read.agent_id, context),
    }),
  ];
}

function convertIndexed({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(indexedFlaw, value, pointer);
  if (read === undefined) return [];
  const { vulnerability, package: one, host, agent } = read;
  const { full, platform } = host?.os ?? {};
  const target = hostOf(agent?.name ?? agent?.id, context);
  return [
    flawOutcome({
      id: vulnerability.id,
      package: toolPackageUrl({
        kinds: [one.type, platform],
        name: one.name,
        version: one.version,
        distribution: platform,
        architecture: one.architecture,
      }),
      name: one.name,
      installed: one.version,
      fixedIn: fixedBy(vulnerability.scanner?.condition),
      rating: vulnerability.severity === "-" ? null : vulnerability.severity,
      description: vulnerability.description,
      severities: givenSeverities([{ from: "wazuh", score: toNumber(vulnerability.score?.base) }]),
      references: [...(vulnerability.reference ?? "").split(/, ?/), vulnerability.scanner?.reference],
      firstSeen: vulnerability.detected_at,
      evidence: typeof one.path === "string" && one.path.trim() !== "" ? [evidenceAt(one.path)] : [],
      target: typeof full === "string" && full !== "" ? { ...target, distribution: full } : target,
    }),
  ];
}

/** `Package less than 1.2.3`: what is newer is repaired. Others say `Package unfixed`, `Package matches a vulnerable version`. */
function fixedBy(condition: string | null | undefined): string | undefined {
  return /^Package less than (\S{1,200})$/.exec(condition ?? "")?.[1];
}

function convertAlert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const read = context.read(alert, value, pointer);
  if (read === undefined) return [];
  if (read.data?.vulnerability?.package?.name) return [toFlaw(read, read.data.vulnerability.package.name, context)];
  const groups = read.rule.groups ?? [];
  if (groups.includes("sca")) return [toCheck(read, pointer, context)];
  return [toActivity(read, context)];
}

/** Source: documentation of Wazuh, "Rules classification", as its dashboard groups them. */
function severityOfLevel(level: number): Severity {
  if (level >= 15) return "critical";
  if (level >= 12) return "high";
  if (level >= 7) return "medium";
  return level >= 4 ? "low" : "info";
}

function toFlaw({ rule, agent, data, timestamp }: Alert, name: string, context: ImportContext): Outcome {
  const { cve, severity, rationale, title, status, references, package: one } = data?.vulnerability ?? {};
  return flawOutcome({
    id: cve ?? rule.id,
    package: toolPackageUrl({ kinds: [], name, version: one?.version, architecture: one?.architecture }),
    name,
    installed: one?.version,
    fixedIn: fixedBy(one?.condition),
    rating: severity,
    title,
    description: rationale,
    references,
    lastSeen: timestamp,
    target: hostOf(agent?.name ?? agent?.id, context),
    exception: status === "Solved" ? { reason: "Solved" } : undefined,
  });
}

function toCheck({ rule, agent, data, timestamp }: Alert, pointer: string, context: ImportContext): Outcome {
  const { check, policy } = data?.sca ?? {};
  if (check === undefined || check === null) {
    const en = "A summary of an assessment is no finding.";
    return leftOut("summary", pointer, { en, ja: "評価結果の集計であり、検出ではありません。" });
  }
  const id = `sca-${check.id ?? rule.id}`;
  if (check.result === "passed") return { kind: "passed", rule: id };
  return misconfigurationOutcome({
    rule: id,
    severity: check.result === "failed" ? severityOfLevel(rule.level) : "info",
    rating: `${rule.level}`,
    title: check.title ?? rule.description,
    message: [policy, check.description, check.rationale].filter((text) => typeof text === "string").join(" "),
    remediation: check.remediation,
    status: check.result,
    subject: "",
    lastSeen: toTime(timestamp),
    target: hostOf(agent?.name ?? agent?.id, context),
  });
}

function toActivity({ rule, agent, data, timestamp, id, location }: Alert, context: ImportContext): Outcome {
  const techniques = [rule.mitre?.id ?? []].flat();
  return activityOutcome({
    rule: rule.id,
    severity: severityOfLevel(rule.level),
    rating: `${rule.level}`,
    title: rule.description,
    subject: location ?? "",
    target: hostOf(agent?.name ?? agent?.id, context),
    activity: {
      incident: id ?? `${rule.id} ${timestamp ?? ""}`,
      sources: [data?.srcip],
      firstSeen: toTime(timestamp),
      lastSeen: toTime(timestamp),
      events: [id],
      techniques: techniquesIn(techniques),
    },
  });
}
