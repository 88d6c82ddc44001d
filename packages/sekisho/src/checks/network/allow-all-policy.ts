import { allowsEverything } from "../../semantics/reachability/policy-reach.ts";
import { hasNetworkPolicies, reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

const head = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: shop }\n";

export const allowAllPolicy = defineSetCheck({
  id: "network/allow-all-policy",
  aliases: [
    "kubeaudit:AllowAllEgressNetworkPolicyExists",
    "kubeaudit:AllowAllIngressNetworkPolicyExists",
    "popeye:POP-1203",
  ],
  title: { en: "Network policy allows everything", ja: "ネットワークポリシーがすべての通信を許可している" },
  severity: "medium",
  why: {
    en: "A rule without peers and ports lets everybody through. Policies add up, so that no other one takes anything away again.",
    ja: "相手もポートも指定しないルールは、すべての通信を許可します。ポリシーは加算されるため、ほかのポリシーで打ち消すこともできません。",
  },
  remediation: {
    en: "Name the peers and ports that are needed, or delete the rule.",
    ja: "必要な相手とポートを指定するか、ルールを削除してください。",
  },
  sources: ["Kubernetes documentation, Network Policies: Allow all ingress traffic"],
  examples: {
    fail: [
      `${head}spec: { podSelector: {}, ingress: [{}] }\n`,
      `${head}spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [] }] }\n`,
    ],
    pass: [
      `${head}spec: { podSelector: {}, ingress: [] }\n`,
      `${head}spec: { podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }\n`,
    ],
  },
  isAbout: hasNetworkPolicies,
  evaluate(set) {
    return reachabilityOfSet(set).policies.flatMap(({ object, ingress, egress }): SetViolation[] => {
      const incoming = ingress?.rules.find(allowsEverything);
      const outgoing = egress?.rules.find(allowsEverything);
      return [
        ...(incoming === undefined
          ? []
          : [{ object, pointer: incoming.pointer, detail: "ingress", message: lettingIn }]),
        ...(outgoing === undefined
          ? []
          : [{ object, pointer: outgoing.pointer, detail: "egress", message: lettingOut, severity: "low" as const }]),
      ];
    });
  },
});

const lettingIn = {
  en: "This rule lets everybody connect to every port of the selected pods.",
  ja: "このルールは、選択した Pod の全ポートへの接続をすべての相手に許可しています。",
};

const lettingOut = {
  en: "This rule lets the selected pods connect to everything.",
  ja: "このルールは、選択した Pod からのすべての接続を許可しています。",
};
