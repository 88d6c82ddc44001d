import type { Text } from "../text.ts";

/** How the values of a field are written. */
export type FieldValues =
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly isOrdered?: boolean }
  /** `*` stands for any characters; capitals make no difference. */
  | { readonly kind: "name" }
  | { readonly kind: "number"; readonly least: number; readonly most: number }
  /** `12h`, `30d`, `2w`. */
  | { readonly kind: "duration" }
  /** `2026-11-22`. */
  | { readonly kind: "day" };

/** Something that findings are asked for. */
export interface QueryField {
  readonly title: Text;
  readonly values: FieldValues;
}

const yesOrNo: FieldValues = { kind: "choice", choices: ["yes", "no"] };

/** Every field of the query language for findings, as it is written before the sign. */
export const queryFields = {
  severity: {
    title: { en: "Severity", ja: "深刻度" },
    values: { kind: "choice", choices: ["critical", "high", "medium", "low", "info"], isOrdered: true },
  },
  state: {
    title: {
      en: "State; open counts those that are open again, closed all others",
      ja: "状態。open は再発を含み、closed はそれ以外のすべて",
    },
    values: {
      kind: "choice",
      choices: ["open", "reopened", "fixed", "accepted", "false-positive", "excluded", "closed"],
    },
  },
  kind: {
    title: { en: "Kind of finding", ja: "検出事項の種類" },
    values: { kind: "choice", choices: ["misconfiguration", "vulnerability", "secret", "malware", "activity"] },
  },
  rule: { title: { en: "Rule, by any tool's id", ja: "ルール（他のツールの ID も可）" }, values: { kind: "name" } },
  cve: { title: { en: "Flaw, by any of its names", ja: "脆弱性（CVE、GHSA などの名前）" }, values: { kind: "name" } },
  package: { title: { en: "Package, by name or URL", ja: "パッケージ（名前または URL）" }, values: { kind: "name" } },
  asset: { title: { en: "Name of the asset", ja: "資産の名前" }, values: { kind: "name" } },
  "asset-kind": { title: { en: "Kind of the asset", ja: "資産の種類" }, values: { kind: "name" } },
  project: { title: { en: "Name of the project", ja: "プロジェクトの名前" }, values: { kind: "name" } },
  control: {
    title: { en: "Control of a framework: FRAMEWORK@VERSION#CONTROL", ja: "基準の管理策: FRAMEWORK@VERSION#CONTROL" },
    values: { kind: "name" },
  },
  subject: { title: { en: "What exactly it is about", ja: "検出の対象" }, values: { kind: "name" } },
  label: {
    title: { en: "Label of the reports that say so: NAME=VALUE", ja: "検出元レポートのラベル: NAME=VALUE" },
    values: { kind: "name" },
  },
  assignee: {
    title: { en: "E-mail address of who repairs it; me or none", ja: "担当者のメールアドレス。me、none も可" },
    values: { kind: "name" },
  },
  fix: { title: { en: "A repaired version is known", ja: "修正版の有無" }, values: yesOrNo },
  exploited: { title: { en: "Attackers are known to use it", ja: "悪用の確認の有無" }, values: yesOrNo },
  overdue: { title: { en: "Its time for repair is over", ja: "対応期限の超過" }, values: yesOrNo },
  epss: {
    title: { en: "Probability of attacks within 30 days, 0 to 1", ja: "30 日以内に悪用される確率（0 から 1）" },
    values: { kind: "number", least: 0, most: 1 },
  },
  age: {
    title: { en: "Time since it was first seen", ja: "初めて検出されてからの時間" },
    values: { kind: "duration" },
  },
  due: { title: { en: "Time until it has to be repaired", ja: "対応期限までの時間" }, values: { kind: "duration" } },
  seen: { title: { en: "Day on which it was first seen", ja: "初めて検出された日" }, values: { kind: "day" } },
} as const satisfies Readonly<Record<string, QueryField>>;

/** Name of a field. */
export type QueryFieldName = keyof typeof queryFields;

/** Finds a field by its name. */
export function findQueryField(
  name: string,
): { readonly name: QueryFieldName; readonly field: QueryField } | undefined {
  const found = queryFieldNames.find((known) => known === name);
  return found === undefined ? undefined : { name: found, field: queryFields[found] };
}

/** Names of all fields in the order in which they are offered. */
export const queryFieldNames: readonly QueryFieldName[] = [
  "severity",
  "state",
  "kind",
  "rule",
  "cve",
  "package",
  "asset",
  "asset-kind",
  "project",
  "control",
  "subject",
  "label",
  "assignee",
  "fix",
  "exploited",
  "overdue",
  "epss",
  "age",
  "due",
  "seen",
];
