import { definePodCheck } from "../manifest/define.ts";

export const hostIpc = definePodCheck({
  id: "workload/host-ipc",
  aliases: [
    "checkov:CKV_K8S_18",
    "kube-bench:5.2.4",
    "kube-linter:host-ipc",
    "kubeaudit:NamespaceHostIPCTrue",
    "kubescape:C-0195",
    "kubescape:C-0276",
    "kubesec:HostIPC",
    "kyverno:disallow-host-namespaces",
    "polaris:hostIPCSet",
    "trivy:KSV-0008",
  ],
  title: { en: "Pod shares its node's inter-process communication", ja: "Pod がノードの IPC 名前空間を使用している" },
  severity: "medium",
  why: {
    en: "Containers can read and change the shared memory of the node's processes and of other pods that share it.",
    ja: "ノードのプロセスや、同じ名前空間を使用する他の Pod の共有メモリを読み書きできます。",
  },
  remediation: { en: "Delete hostIPC.", ja: "hostIPC を削除してください。" },
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Namespaces"],
  examples: {
    fail: [
      "spec: { hostIPC: true, containers: [] }",
      `metadata: { labels: { app: agent } }
spec: { hostIPC: true, containers: [{ name: agent }] }`,
    ],
    pass: ["spec: { hostIPC: false, containers: [] }", "spec: { hostNetwork: true, containers: [] }"],
  },
  evaluate({ spec }) {
    if (spec.hostIPC !== true) return [];
    return [
      {
        message: { en: "hostIPC is true.", ja: "hostIPC が true です。" },
        pointer: "/spec/hostIPC",
        fix: { safety: "proposal", changes: [{ remove: "/spec/hostIPC" }] },
      },
    ];
  },
});
