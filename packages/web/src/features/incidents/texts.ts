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
  timeline: { en: "What happened", ja: "時系列" },
  when: { en: "When", ja: "日時" },
  what: { en: "What", ja: "内容" },
  who: { en: "Who", ja: "主体" },
  from: { en: "From", ja: "接続元" },
  count: { en: "Times", ja: "回数" },
  events: { en: "Events", ja: "イベント" },
  event: { en: "Event", ja: "イベント" },
  noEvents: { en: "The events are not kept any more.", ja: "イベントの保存期間を過ぎています。" },
});
