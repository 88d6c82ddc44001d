import { reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { type NamespaceGroups, violationOfNamespace, workloadsByNamespace } from "./define-namespace.ts";

const workload = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web }] } } }
`;

export const namespaceNotIsolated = defineSetCheck({
  id: "network/namespace-not-isolated",
  aliases: [
    "checkov:CKV2_K8S_6",
    "kube-bench:5.3.2",
    "kube-linter:non-isolated-pod",
    "kube-score:pod-networkpolicy",
    "kubeaudit:MissingDefaultDenyIngressAndEgressNetworkPolicy",
    "kubeaudit:MissingDefaultDenyIngressNetworkPolicy",
    "kubescape:C-0030",
    "kubescape:C-0054",
    "kubescape:C-0206",
    "kubescape:C-0260",
    "polaris:missingNetworkPolicy",
    "popeye:POP-1205",
  ],
  title: { en: "Pods accept connections from everywhere", ja: "Pod がどこからの接続も受け付ける" },
  severity: "medium",
  why: {
    en: "Without a policy every pod of the cluster, and every address that routes there, may connect to every port. Whoever takes over one pod reaches all others.",
    ja: "ポリシーがないと、クラスター内のすべての Pod と到達可能なすべてのアドレスから、全ポートに接続できます。1 つの Pod を乗っ取られると、ほかのすべての Pod に到達されます。",
  },
  remediation: {
    en: "Add a NetworkPolicy that denies by default, then one for each connection that is needed; `sekisho network generate` writes them from a list of flows.",
    ja: "既定で拒否する NetworkPolicy を追加し、必要な接続だけを許可してください。`sekisho network generate` で通信の一覧から生成できます。",
  },
  sources: ["Kubernetes documentation, Network Policies", "CIS Kubernetes Benchmark 5.3.2"],
  examples: {
    fail: [
      workload,
      `${workload}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: other, namespace: shop }\nspec: { podSelector: { matchLabels: { app: db } } }\n`,
    ],
    pass: [
      `${workload}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {} }\n`,
      "apiVersion: v1\nkind: Pod\nmetadata: { name: agent }\nspec: { hostNetwork: true, containers: [{ name: agent }] }\n",
    ],
  },
  isAbout: ({ templates }) => templates.length > 0,
  evaluate(set) {
    const reachability = reachabilityOfSet(set);
    const isOpen = (group: number) =>
      reachability.groups[group]?.isOnHost === false && reachability.policiesOf(group, "ingress").length === 0;
    return workloadsByNamespace(reachability, isOpen).map((open) => violationOfNamespace(set, open, messageOf(open)));
  },
});

function messageOf({ namespace, names, all }: NamespaceGroups) {
  const [first = ""] = names;
  return {
    en: `No network policy restricts what ${names.length} of ${all} workloads in namespace ${namespace} accept, such as ${first}.`,
    ja: `名前空間 ${namespace} のワークロード ${all} 件中 ${names.length} 件（${first} など）に、内向き通信を制限するネットワークポリシーがありません。`,
  };
}
