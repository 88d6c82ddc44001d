import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const deleteEvents = definePowerCheck({
  id: "rbac/delete-events",
  aliases: ["kubescape:C-0031"],
  title: { en: "Traces can be removed by deleting events", ja: "イベントを削除して痕跡を消せる権限がある" },
  severity: "medium",
  inNamespace: "low",
  powers: ["delete-events"],
  why: {
    en: "Events are what operators see first; who deletes them hides what was done.",
    ja: "イベントは運用担当者が最初に確認する記録です。削除できる主体は、操作の痕跡を隠せます。",
  },
  remediation: {
    en: "Delete delete and deletecollection on events; they vanish by themselves after an hour.",
    ja: "events の delete と deletecollection を削除してください。イベントは既定では 1 時間で自動的に消えます。",
  },
  sources: ["MITRE ATT&CK T1070, Indicator Removal"],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [events], verbs: [delete] }'),
      heldEverywhere("{ apiGroups: [events.k8s.io], resources: [events], verbs: [deletecollection] }"),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [events], verbs: [create, patch] }'),
      heldEverywhere("{ apiGroups: [example.com], resources: [events], verbs: [delete] }"),
    ],
  },
});
