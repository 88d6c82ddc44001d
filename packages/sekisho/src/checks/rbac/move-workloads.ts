import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const moveWorkloads = definePowerCheck({
  id: "rbac/move-workloads",
  aliases: [],
  title: {
    en: "Pods can be moved or redirected by their status",
    ja: "Pod やノードの状態を書き換えて配置を操作できる権限がある",
  },
  severity: "medium",
  inNamespace: "low",
  powers: ["change-node-status", "change-pod-status", "evict-pods"],
  why: {
    en: "Changed labels or status of nodes draw pods with their Secrets to a node of the attacker's; a changed status of pods diverts the traffic of services.",
    ja: "ノードのラベルや状態を書き換えると、Secret を持つ Pod を攻撃者のノードに移動できます。Pod の状態を書き換えると、Service の通信を横取りできます。",
  },
  remediation: {
    en: "Delete update and patch on nodes, nodes/status and pods/status, and create on pods/eviction, where no node agent or autoscaler needs them.",
    ja: "ノードエージェントやオートスケーラーに必要でなければ、nodes、nodes/status、pods/status の update と patch、pods/eviction の create を削除してください。",
  },
  sources: ["Palo Alto Networks, rbac-police: steal_pods, modify_node_status, modify_pod_status"],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [nodes/status], verbs: [patch] }'),
      heldEverywhere('{ apiGroups: [""], resources: [pods/status], verbs: [update] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [nodes, pods], verbs: [get, list, watch] }'),
      heldEverywhere("{ apiGroups: [apps], resources: [deployments/status], verbs: [patch] }"),
    ],
  },
});
