import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const runCommandsInPods = definePowerCheck({
  id: "rbac/run-commands-in-pods",
  aliases: [
    "checkov:CKV2_K8S_2",
    "kubescape:C-0002",
    "polaris:clusterrolePodExecAttach",
    "polaris:clusterrolebindingPodExecAttach",
    "polaris:rolePodExecAttach",
    "polaris:rolebindingClusterRolePodExecAttach",
    "polaris:rolebindingRolePodExecAttach",
    "trivy:KSV-0053",
    "trivy:KSV-0054",
  ],
  title: { en: "Commands can be run in pods", ja: "Pod 内でコマンドを実行できる権限がある" },
  severity: "high",
  inNamespace: "medium",
  powers: ["exec", "add-debug-container"],
  why: {
    en: "Who runs a command in a pod has what the pod has: its Secrets, its service account, its network, and on a privileged pod the node. Nothing of it passes through a review.",
    ja: "Pod 内でコマンドを実行できる主体は、その Pod の Secret、サービスアカウント、ネットワークを利用でき、特権 Pod ではノードも操作できます。実行内容はレビューを経ません。",
  },
  remediation: {
    en: "Delete create on pods/exec and pods/attach, and update or patch on pods/ephemeralcontainers. Give them for the time of an incident only, in one namespace.",
    ja: "pods/exec と pods/attach の create、pods/ephemeralcontainers の update と patch を削除してください。必要な場合は障害対応の期間に限り、1 つの名前空間だけに許可してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Workload creation",
    "MITRE ATT&CK T1609, Container Administration Command",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [pods/exec], verbs: [create] }'),
      heldEverywhere('{ apiGroups: [""], resources: ["*/ephemeralcontainers"], verbs: [patch] }'),
      heldInNamespace('{ apiGroups: [""], resources: [pods/attach], verbs: [create] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [pods, pods/log], verbs: [get, list] }'),
      heldEverywhere('{ apiGroups: [""], resources: [pods/exec], verbs: [delete] }'),
    ],
  },
});
