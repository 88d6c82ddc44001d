import { findIdlePeers } from "../../semantics/reachability/policy-reach.ts";
import { hasNetworkPolicies, reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

const pod =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { containers: [{ name: web }] }\n";
const policy =
  "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: shop }\n";

export const policyPeerMatchesNothing = defineSetCheck({
  id: "network/policy-peer-matches-nothing",
  aliases: [
    "kube-linter:dangling-networkpolicypeer-podselector",
    "popeye:POP-1201",
    "popeye:POP-1202",
    "popeye:POP-1208",
  ],
  title: { en: "Rule of a network policy is about no pods", ja: "ネットワークポリシーのルールに該当する Pod がない" },
  severity: "low",
  why: {
    en: "The connection that the rule was written for is refused, or a label is left that somebody may give to a pod of their own.",
    ja: "許可するはずだった接続が拒否されているか、不要になったラベルが残っており、そのラベルを付けた別の Pod からの接続が許可されてしまいます。",
  },
  remediation: {
    en: "Correct the selector, or delete the peer.",
    ja: "セレクターを修正するか、該当する相手を削除してください。",
  },
  sources: ["Kubernetes documentation, Network Policies: Behavior of to and from selectors"],
  examples: {
    fail: [
      `${pod}${policy}spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: front } } }] }] }\n`,
      `${pod}${policy}spec: { podSelector: {}, egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: db } } }] }] }\n`,
    ],
    pass: [
      `${pod}${policy}spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }, { podSelector: {} }] }] }\n`,
      `${pod}${policy}spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: other } }, podSelector: { matchLabels: { app: x } } }] }] }\n`,
    ],
  },
  isAbout: hasNetworkPolicies,
  evaluate(set) {
    const reachability = reachabilityOfSet(set);
    return reachability.policies.flatMap((candidate): SetViolation[] => {
      const [first, ...others] = findIdlePeers(reachability, candidate).map(({ rule }) => rule.pointer);
      if (first === undefined) return [];
      const message = {
        en: `${others.length + 1} of its peers match none of the workloads in the namespaces that they name.`,
        ja: `指定した名前空間のどのワークロードにも一致しない相手が ${others.length + 1} 件あります。`,
      };
      return [{ object: candidate.object, pointer: first, also: others, message }];
    });
  },
});
