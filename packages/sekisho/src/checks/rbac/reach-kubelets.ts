import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const reachKubelets = definePowerCheck({
  id: "rbac/reach-kubelets",
  aliases: ["kube-bench:5.1.10", "kubescape:C-0279", "trivy:KSV-0047"],
  title: { en: "Kubelets can be reached through the API server", ja: "kubelet に直接アクセスできる権限がある" },
  severity: "high",
  powers: ["reach-kubelets"],
  why: {
    en: "nodes/proxy leads to the kubelet of each node, which runs commands in every pod there. Neither admission control nor the audit log sees them; get alone is enough.",
    ja: "nodes/proxy は各ノードの kubelet に到達し、そのノードのすべての Pod でコマンドを実行できます。アドミッション制御も監査ログもこれを捕捉しません。get だけでも実行できます。",
  },
  remediation: {
    en: "Delete nodes/proxy. For metrics nodes/metrics and nodes/stats are enough.",
    ja: "nodes/proxy を削除してください。メトリクスの取得には nodes/metrics と nodes/stats で足ります。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Access to proxy subresource of Nodes",
    "CIS Kubernetes Benchmark 1.12, 5.1.10",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [nodes/proxy], verbs: [get] }'),
      heldEverywhere('{ apiGroups: [""], resources: ["*/proxy"], verbs: [create] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [nodes, nodes/metrics, nodes/stats], verbs: [get] }'),
      heldEverywhere('{ apiGroups: [""], resources: [services/proxy], verbs: [get] }'),
    ],
  },
});
