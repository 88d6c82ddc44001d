import { isWithin, parseAddressRange } from "../../semantics/reachability/address-range.ts";
import type { Reachability } from "../../semantics/reachability/reachability.ts";
import { hasNetworkPolicies, reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { type NamespaceGroups, violationOfNamespace, workloadsByNamespace } from "./define-namespace.ts";

const head = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: egress, namespace: shop }
`;

const address = parseAddressRange("169.254.169.254");

export const cloudMetadataReachable = defineSetCheck({
  id: "network/cloud-metadata-reachable",
  aliases: ["kube-hunter:KHV003", "kube-hunter:KHV053", "kubescape:C-0052"],
  title: {
    en: "Network policy leaves the cloud's metadata service open",
    ja: "ネットワークポリシーがクラウドのメタデータサービスへの接続を許可している",
  },
  severity: "medium",
  why: {
    en: "At 169.254.169.254 the clouds give out credentials of the node to whoever asks over HTTP. A pod that is made to fetch an address hands them on.",
    ja: "各クラウドは 169.254.169.254 で、HTTP の要求に応じてノードの認証情報を渡します。任意のアドレスを取得させる攻撃を Pod が受けると、認証情報が漏えいします。",
  },
  remediation: {
    en: "Allow named destinations instead of all addresses, or put 169.254.169.254/32 under except of the ipBlock.",
    ja: "すべてのアドレスではなく必要な宛先だけを許可するか、ipBlock の except に 169.254.169.254/32 を指定してください。",
  },
  sources: ["MITRE ATT&CK T1552.005"],
  examples: {
    fail: [
      `${head}spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }\n`,
      `${head}spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 80 }, { port: 443 }] }] }\n`,
    ],
    pass: [
      `${head}spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }\n`,
      `${head}spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 443 }] }] }\n`,
    ],
  },
  isAbout: hasNetworkPolicies,
  evaluate(set) {
    const reachability = reachabilityOfSet(set);
    const isOpen = (group: number) =>
      reachability.policiesOf(group, "egress").length > 0 && reachesMetadata(reachability, group);
    return workloadsByNamespace(reachability, isOpen).map((open) => violationOfNamespace(set, open, messageOf(open)));
  },
});

function reachesMetadata({ outside, table }: Reachability, group: number): boolean {
  return outside(group, "egress").some(({ range, connection }) => {
    if (address === undefined || !isWithin(address, range)) return false;
    const { TCP: ports } = table.at(connection);
    return ports.some((first, at) => at % 2 === 0 && first <= 80 && (ports[at + 1] ?? 0) >= 80);
  });
}

function messageOf({ namespace, names }: NamespaceGroups) {
  const [first = ""] = names;
  return {
    en: `The policies of namespace ${namespace} let ${names.length} workloads, such as ${first}, connect to 169.254.169.254 on TCP 80.`,
    ja: `名前空間 ${namespace} のポリシーでは、ワークロード ${names.length} 件（${first} など）が 169.254.169.254 の TCP 80 に接続できます。`,
  };
}
