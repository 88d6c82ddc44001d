import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const deleteWorkloads = definePowerCheck({
  id: "rbac/delete-workloads",
  aliases: ["kubescape:C-0007"],
  title: { en: "Workloads or data can be deleted everywhere", ja: "ワークロードやデータを削除できる権限がある" },
  severity: "low",
  inNamespace: "info",
  isOptional: true,
  powers: ["delete-workloads", "delete-data"],
  why: {
    en: "Who may delete can destroy: whole namespaces with one request, volumes with their data.",
    ja: "削除できる主体は、1 回のリクエストで名前空間全体を、またボリュームとそのデータを破壊できます。",
  },
  remediation: {
    en: "Give delete in single namespaces, for the kinds that are needed; leave deletecollection out.",
    ja: "delete は必要な種類に限り、特定の名前空間で許可してください。deletecollection は除外してください。",
  },
  sources: ["MITRE ATT&CK T1485, Data Destruction"],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [namespaces], verbs: [delete] }'),
      heldEverywhere('{ apiGroups: [""], resources: [persistentvolumeclaims], verbs: [deletecollection] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [pods], verbs: [get, list] }'),
      heldEverywhere("{ apiGroups: [example.com], resources: [widgets], verbs: [delete] }"),
    ],
  },
});
