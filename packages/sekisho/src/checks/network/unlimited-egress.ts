import { hasNetworkPolicies, reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { type NamespaceGroups, violationOfNamespace, workloadsByNamespace } from "./define-namespace.ts";

const workload = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
`;

export const unlimitedEgress = defineSetCheck({
  id: "network/unlimited-egress",
  aliases: ["kubeaudit:MissingDefaultDenyEgressNetworkPolicy", "popeye:POP-1204"],
  title: { en: "Pods may connect to everything", ja: "Pod の外向き通信が制限されていない" },
  severity: "low",
  why: {
    en: "What comes in is restricted, what goes out is not: stolen data leaves to any address, and the cloud's metadata service gives out credentials of the node.",
    ja: "内向き通信は制限されていますが、外向き通信は無制限です。データを任意のアドレスへ持ち出され、クラウドのメタデータサービスからノードの認証情報を取得されるおそれがあります。",
  },
  remediation: {
    en: "Add Egress to policyTypes and allow what is needed, DNS first.",
    ja: "policyTypes に Egress を加え、DNS など必要な通信だけを許可してください。",
  },
  sources: ["Kubernetes documentation, Network Policies", "NSA and CISA, Kubernetes Hardening Guide 1.2"],
  examples: {
    fail: [
      `${workload}spec: { podSelector: {} }\n`,
      `${workload}spec: { podSelector: {}, policyTypes: [Ingress], egress: [{ to: [{ podSelector: {} }] }] }\n`,
    ],
    pass: [
      `${workload}spec: { podSelector: {}, policyTypes: [Ingress, Egress] }\n`,
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web }] }\n",
    ],
  },
  // Pods that no policy speaks of are named by another check.
  isAbout: hasNetworkPolicies,
  evaluate(set) {
    const reachability = reachabilityOfSet(set);
    const isOpen = (group: number) =>
      reachability.policiesOf(group, "egress").length === 0 && reachability.policiesOf(group, "ingress").length > 0;
    return workloadsByNamespace(reachability, isOpen).map((open) => violationOfNamespace(set, open, messageOf(open)));
  },
});

function messageOf({ namespace, names, all }: NamespaceGroups) {
  const [first = ""] = names;
  return {
    en: `No network policy restricts where ${names.length} of ${all} workloads in namespace ${namespace} connect to, such as ${first}.`,
    ja: `名前空間 ${namespace} のワークロード ${all} 件中 ${names.length} 件（${first} など）に、外向き通信を制限するネットワークポリシーがありません。`,
  };
}
