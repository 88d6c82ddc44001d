import { selectsNothing } from "../../semantics/reachability/policy-reach.ts";
import { hasNetworkPolicies, reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

const pod =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { containers: [{ name: web }] }\n";
const policy =
  "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: shop }\n";

export const policySelectsNothing = defineSetCheck({
  id: "network/policy-selects-nothing",
  aliases: [
    "kube-linter:dangling-networkpolicy",
    "kube-score:networkpolicy-targets-pod",
    "kubescape:C-0299",
    "popeye:POP-1200",
  ],
  title: { en: "Network policy selects no pods", ja: "ネットワークポリシーがどの Pod も選択していない" },
  severity: "low",
  why: {
    en: "Mostly a label was renamed: the pods that the policy was written for are open now, and nothing says so.",
    ja: "多くの場合、ラベルの変更が原因です。保護するはずだった Pod が無制限になっていても、どこにも表示されません。",
  },
  remediation: {
    en: "Correct the selector, or delete the policy.",
    ja: "セレクターを修正するか、ポリシーを削除してください。",
  },
  sources: ["Kubernetes documentation, Network Policies: podSelector"],
  examples: {
    fail: [
      `${pod}${policy}spec: { podSelector: { matchLabels: { app: wep } } }\n`,
      `${pod}${policy}spec: { podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [web] }] } }\n`,
    ],
    pass: [
      `${pod}${policy}spec: { podSelector: { matchLabels: { app: web } } }\n`,
      // About a namespace without workloads the set says nothing.
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } } }\n",
    ],
  },
  isAbout: hasNetworkPolicies,
  evaluate(set) {
    const reachability = reachabilityOfSet(set);
    const idle = reachability.policies.filter((candidate) => selectsNothing(reachability, candidate));
    return idle.map(({ object }): SetViolation => ({ object, pointer: "/spec", message }));
  },
});

const message = {
  en: "None of the workloads in its namespaces has the labels that this policy selects.",
  ja: "このポリシーのセレクターに一致するワークロードが、対象の名前空間にありません。",
};
