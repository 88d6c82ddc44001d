import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const unhealthyPodsBlockDrains = defineObjectCheck({
  id: "reliability/unhealthy-pods-block-drains",
  aliases: ["kube-linter:pdb-unhealthy-pod-eviction-policy"],
  isOptional: true,
  kinds: ["PodDisruptionBudget.policy"],
  title: { en: "Disruption budget keeps pods that do not work", ja: "異常な Pod の退避を妨げる PodDisruptionBudget" },
  severity: "info",
  why: {
    en: "A pod that crashes again and again counts as not available, and may not be evicted: its node cannot be drained.",
    ja: "クラッシュを繰り返す Pod は利用不可とみなされて退避できず、ノードの保守作業が止まります。",
  },
  remediation: {
    en: "Set unhealthyPodEvictionPolicy: AlwaysAllow.",
    ja: "unhealthyPodEvictionPolicy: AlwaysAllow を設定してください。",
  },
  sources: ["Kubernetes documentation, Specifying a Disruption Budget: Unhealthy Pod Eviction Policy"],
  examples: {
    fail: [
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 1 }",
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { unhealthyPodEvictionPolicy: IfHealthyBudget }",
    ],
    pass: [
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { unhealthyPodEvictionPolicy: AlwaysAllow }",
      {
        manifests:
          "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 1 }",
        kubernetesMinor: 26,
      },
    ],
  },
  evaluate({ content }, { set }) {
    const policy = findTextAt(content, "spec", "unhealthyPodEvictionPolicy");
    if (set.kubernetesMinor < 27 || policy === "AlwaysAllow") return [];
    return [
      {
        message: {
          en: `unhealthyPodEvictionPolicy is ${policy ?? "IfHealthyBudget by default"}.`,
          ja: `unhealthyPodEvictionPolicy が ${policy ?? "既定の IfHealthyBudget"} です。`,
        },
        pointer: "/spec/unhealthyPodEvictionPolicy",
        fix: { safety: "proposal", changes: [{ set: "/spec/unhealthyPodEvictionPolicy", value: "AlwaysAllow" }] },
      },
    ];
  },
});
