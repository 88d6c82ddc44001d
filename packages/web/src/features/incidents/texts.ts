import { defineTexts } from "../../texts/define-texts.ts";

/** Texts of incidents. */
export const incidentTexts = defineTexts({
  title: { en: "Incidents", ja: "インシデント" },
  none: { en: "No incident", ja: "インシデントはありません" },
  noneNext: {
    en: "Incidents come with events: send the audit log of a cluster, or the events of Falco, Tetragon or Tracee.",
    ja: "インシデントは、クラスターの監査ログや Falco、Tetragon、Tracee のイベントから検知されます。",
  },
  severity: { en: "Severity", ja: "深刻度" },
  incident: { en: "Incident", ja: "インシデント" },
  cluster: { en: "Cluster", ja: "クラスター" },
  actors: { en: "Who", ja: "主体" },
  last: { en: "Went on last", ja: "最終検知" },
  activities: { en: "Activities", ja: "不審な操作" },
  span: { en: "{{first}} to {{last}}", ja: "{{first}} から {{last}} まで" },
  accepted: { en: "Accepted", ja: "リスク受容" },
  story: { en: "How it happened", ja: "経緯" },
  began: {
    en: "It began on {{moment}}, when {{who}} was first seen: {{what}}.",
    ja: "{{moment}} に、{{who}} による「{{what}}」が最初に検知されました。",
  },
  gravest: {
    en: "The gravest step is of {{who}}: {{what}}.",
    ja: "最も深刻な操作は、{{who}} による「{{what}}」です。",
  },
  together: {
    en: { one: "{{count}} principal acted.", other: "{{count}} principals acted." },
    ja: "関与した主体は {{count}} 件です。",
  },
  fromWhere: { en: "from {{sources}}", ja: "接続元: {{sources}}" },
  times: {
    en: "{{first}} to {{last}}, {{shown}} times",
    ja: "{{first}} から {{last}} まで、{{shown}} 回",
  },
  evidence: {
    en: { one: "{{count}} event as evidence", other: "{{count}} events as evidence" },
    ja: "根拠となるイベント {{count}} 件",
  },
  unusual: { en: "What is unusual", ja: "通常と異なる点" },
  rarity: { en: "How rare it is", ja: "まれさ" },
  baseline: { en: "Compared with", ja: "比較対象" },
  learned: { en: "Since when that is known", ja: "学習期間" },
  score: { en: "Score", ja: "異常度" },
  ofHundred: { en: "{{score}} of 100", ja: "100 点中 {{score}} 点" },
  timeline: { en: "Timeline", ja: "時系列" },
  when: { en: "When", ja: "日時" },
  what: { en: "What", ja: "内容" },
  who: { en: "Who", ja: "主体" },
  from: { en: "From", ja: "接続元" },
  count: { en: "Times", ja: "回数" },
  events: { en: "Events", ja: "イベント" },
  event: { en: "Event", ja: "イベント" },
  noEvents: { en: "The events are not kept any more.", ja: "イベントの保存期間を過ぎています。" },
});
