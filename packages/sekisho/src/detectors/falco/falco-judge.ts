import type { AuditEvent } from "../../model/audit-event.ts";
import { counted } from "../../model/counted.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import type { FalcoRule, RuleSet } from "../../semantics/falco-rules/rule-set.ts";
import type { AlertRule, EventJudge, JudgeCoverage, RaisedAlert } from "../alert.ts";
import { toSeenEvent } from "../seen-event.ts";
import type { RaisedFalcoAlert } from "./falco-alert.ts";
import { createFalcoEvaluator, type FalcoSettings } from "./falco-evaluator.ts";
import { severityOf } from "./priority-severity.ts";
import type { FalcoRuleCoverage } from "./rule-record.ts";

/** Version of MITRE's matrix that Falco's tags go by. */
const matrix = 18;
/** Longer messages are cut: an output may carry a whole request. */
const maxMessageLength = 500;

/** Makes a judge of the rules of Falco files for audit events: what fires becomes a finding under `falco:RULE NAME`. */
export function createFalcoJudge(set: RuleSet, settings: FalcoSettings = {}): EventJudge {
  const rules = describeRules(set.rules.filter(({ source }) => source === "k8s_audit"));
  const evaluator = createFalcoEvaluator(set, settings);
  return {
    hears: "every-stage",
    judge: (event) => {
      const raised = evaluator.evaluate(event.raw, "k8s_audit", event.cluster);
      return raised.flatMap((one) => toAlert(event, one, rules.get(one.alert.rule)));
    },
    coverage: () => coverageOf(evaluator.coverage(), rules),
  };
}

function describeRules(rules: readonly FalcoRule[]): ReadonlyMap<string, AlertRule> {
  const described = new Map<string, AlertRule>();
  const taken = new Set<string>();
  for (const rule of rules) {
    const id = freeId(rule.name, taken);
    taken.add(id);
    described.set(rule.name, {
      id,
      aliases: [`falco:${rule.name}`],
      title: { en: rule.name, ja: rule.name },
      severity: severityOf(rule.priority),
      remediation: remediationOf(rule),
      techniques: rule.tags.flatMap(toTechnique),
    });
  }
  return described;
}

/** Gives an id that is made of the rule's name: small letters, digits and hyphens. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .slice(0, 200)
    .toLowerCase()
    .match(/[a-z0-9]{1,200}/g) ?? ["rule"];
  const id = `falco/${words.join("-")}`;
  for (let number = 2; taken.has(id); number += 1) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
  return id;
}

function toTechnique(tag: string): readonly `attack@${number}#T${number}`[] {
  const [, number] = /^T([0-9]{4}(?:\.[0-9]{3})?)$/.exec(tag) ?? [];
  return number === undefined ? [] : [technique(number)];
}

function technique(number: string): `attack@${number}#T${number}`;
function technique(number: string): string {
  return `attack@${matrix}#T${number}`;
}

function remediationOf({ description }: FalcoRule): Text {
  const said = printable(description);
  return {
    en: `Find out whether the caller was meant to do this. The rule says: ${said}`,
    ja: `呼び出し元による意図した操作かどうかを確認してください。ルールの説明: ${said}`,
  };
}

function toAlert(
  event: AuditEvent,
  { message, severity, isTemplate }: RaisedFalcoAlert,
  rule: AlertRule | undefined,
): readonly RaisedAlert[] {
  if (rule === undefined) return [];
  const said = printable(message);
  const text = isTemplate
    ? { en: `${said} (judged by its pod template)`, ja: `${said}（Pod テンプレートによる判定）` }
    : { en: said, ja: said };
  const subject = describeAuditObject(event);
  return [{ rule, severity, subject, message: text, empowers: [], events: [toSeenEvent(event)], count: 1 }];
}

/** Texts of rules and events on one line, without control and format characters. */
function printable(text: string): string {
  const short = text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)}…` : text;
  return short.replace(/\s{1,500}/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}

/** A rule that could not be decided for some events was looked at in part. Rules for other sources are not asked here. */
function coverageOf(
  counted: readonly FalcoRuleCoverage[],
  rules: ReadonlyMap<string, AlertRule>,
): readonly JudgeCoverage[] {
  return counted.flatMap(({ rule, undecided, missingFields, isEnabled, withoutBody }): readonly JudgeCoverage[] => {
    const plugin = rules.get(rule)?.id;
    if (plugin === undefined) return [];
    if (!isEnabled) return [{ plugin, ended: "skipped", reason: disabled }];
    if (undecided > 0) return [{ plugin, ended: "partial", reason: undecidedText(undecided, missingFields) }];
    return withoutBody > 0
      ? [{ plugin, ended: "partial", reason: bodyText(withoutBody) }]
      : [{ plugin, ended: "done" }];
  });
}

const disabled: Text = { en: "the rule is disabled in its file", ja: "ルールファイルで無効化されています" };

function undecidedText(events: number, fields: readonly string[]): Text {
  const names = fields.join(", ");
  return {
    en: `not decided for ${counted(events, "event")}: missing ${names}`,
    ja: `${events} 件のイベントでは判定できませんでした。フィールド ${names} の情報がありません`,
  };
}

function bodyText(events: number): Text {
  return {
    en: `judged without the request body for ${counted(events, "event")}: the audit policy leaves it out`,
    ja: `${events} 件のイベントは、監査ポリシーによりリクエスト本文が記録されていないため、本文なしで判定しました`,
  };
}
