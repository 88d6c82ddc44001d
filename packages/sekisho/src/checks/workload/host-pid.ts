import { definePodCheck } from "../manifest/define.ts";

export const hostPid = definePodCheck({
  id: "workload/host-pid",
  aliases: [
    "checkov:CKV_K8S_17",
    "kube-bench:5.2.3",
    "kube-linter:host-pid",
    "kubeaudit:NamespaceHostPIDTrue",
    "kubescape:C-0038",
    "kubescape:C-0194",
    "kubescape:C-0275",
    "kubesec:HostPID",
    "kyverno:disallow-host-namespaces",
    "polaris:hostPIDSet",
    "trivy:KSV-0010",
  ],
  title: { en: "Pod sees the processes of its node", ja: "Pod がノードのプロセス空間を使用している" },
  severity: "high",
  why: {
    en: "Containers see every process of the node with its arguments and environment, can signal them, and with ptrace rights take them over.",
    ja: "コンテナからノードの全プロセスとその引数・環境変数が見え、シグナルを送信できます。ptrace の権限があれば乗っ取りも可能です。",
  },
  remediation: { en: "Delete hostPID.", ja: "hostPID を削除してください。" },
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Namespaces"],
  examples: {
    fail: [
      "spec: { hostPID: true, containers: [] }",
      `metadata: { labels: { app: agent } }
spec: { hostPID: true, containers: [{ name: agent }] }`,
    ],
    pass: ["spec: { hostPID: false, containers: [] }", "spec: { hostNetwork: true, containers: [] }"],
  },
  evaluate({ spec }) {
    if (spec.hostPID !== true) return [];
    return [
      {
        message: { en: "hostPID is true.", ja: "hostPID が true です。" },
        pointer: "/spec/hostPID",
        fix: { safety: "proposal", changes: [{ remove: "/spec/hostPID" }] },
      },
    ];
  },
});
