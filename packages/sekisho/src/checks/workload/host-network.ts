import { definePodCheck } from "../manifest/define.ts";

export const hostNetwork = definePodCheck({
  id: "workload/host-network",
  aliases: [
    "checkov:CKV_K8S_19",
    "kube-bench:5.2.5",
    "kube-linter:host-network",
    "kubeaudit:NamespaceHostNetworkTrue",
    "kubescape:C-0041",
    "kubescape:C-0196",
    "kubesec:HostNetwork",
    "kyverno:disallow-host-namespaces",
    "polaris:hostNetworkSet",
    "trivy:KSV-0009",
  ],
  title: { en: "Pod uses its node's network", ja: "Pod がノードのネットワークを使用している" },
  severity: "high",
  why: {
    en: "The pod reaches services on the node's loopback interface, can listen in on the node's traffic, and no network policy holds for it.",
    ja: "Pod からノードのループバックで動くサービスに接続でき、ノードの通信を傍受でき、ネットワークポリシーも適用されません。",
  },
  remediation: {
    en: "Delete hostNetwork. Publish ports with a Service instead.",
    ja: "hostNetwork を削除し、ポートは Service で公開してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Namespaces"],
  examples: {
    fail: ["spec: { hostNetwork: true, containers: [] }"],
    pass: ["spec: { containers: [] }", "spec: { hostNetwork: false, containers: [] }"],
  },
  evaluate({ spec }) {
    if (spec.hostNetwork !== true) return [];
    return [
      {
        message: { en: "hostNetwork is true.", ja: "hostNetwork が true です。" },
        pointer: "/spec/hostNetwork",
        fix: { safety: "proposal", changes: [{ remove: "/spec/hostNetwork" }] },
      },
    ];
  },
});
