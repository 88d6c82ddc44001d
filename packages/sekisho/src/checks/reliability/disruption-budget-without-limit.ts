import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const disruptionBudgetWithoutLimit = defineObjectCheck({
  id: "reliability/disruption-budget-without-limit",
  aliases: ["kube-score:poddisruptionbudget-has-policy"],
  kinds: ["PodDisruptionBudget.policy"],
  title: { en: "Disruption budget without a limit", ja: "制限のない PodDisruptionBudget" },
  severity: "low",
  why: {
    en: "With neither minAvailable nor maxUnavailable it asks for minAvailable: 1, which blocks every drain of a single replica; with both it is refused.",
    ja: "minAvailable と maxUnavailable のどちらもない場合は minAvailable: 1 とみなされ、レプリカが 1 つだと退避できません。両方ある場合は作成を拒否されます。",
  },
  remediation: { en: "Set maxUnavailable alone.", ja: "maxUnavailable だけを設定してください。" },
  sources: ["Kubernetes documentation, Specifying a Disruption Budget for your Application"],
  examples: {
    fail: [
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } } }",
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 1, maxUnavailable: 1, selector: {} }",
    ],
    pass: [
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 0, selector: {} }",
      "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 50%, selector: {} }",
    ],
  },
  evaluate({ content }) {
    const hasLeast = (findValue(content, "spec", "minAvailable") ?? null) !== null;
    const hasMost = (findValue(content, "spec", "maxUnavailable") ?? null) !== null;
    if (hasLeast !== hasMost) return [];
    const message = hasLeast
      ? {
          en: "minAvailable and maxUnavailable stand side by side.",
          ja: "minAvailable と maxUnavailable の両方が設定されています。",
        }
      : {
          en: "Neither minAvailable nor maxUnavailable is set.",
          ja: "minAvailable も maxUnavailable も設定されていません。",
        };
    const change = hasLeast ? { remove: "/spec/minAvailable" } : { set: "/spec/maxUnavailable", value: 1 };
    return [
      { message, pointer: hasLeast ? "/spec/minAvailable" : "/spec", fix: { safety: "proposal", changes: [change] } },
    ];
  },
});
