import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { templatesIn, templatesSelectedBy } from "../../semantics/kubernetes/selected-templates.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const disruptionBudgetSelectsNothing = defineSetCheck({
  id: "reliability/disruption-budget-selects-nothing",
  aliases: ["popeye:POP-900"],
  title: { en: "Disruption budget that selects no pods", ja: "Pod を選択しない PodDisruptionBudget" },
  severity: "low",
  why: { en: "The pods that it was written for are not protected.", ja: "保護するはずの Pod が保護されていません。" },
  remediation: { en: "Correct the selector.", ja: "selector を修正してください。" },
  sources: ["Kubernetes documentation, Specifying a Disruption Budget for your Application"],
  examples: {
    fail: [
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: wep } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
    ],
    pass: [
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1, selector: {} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 1, selector: { matchLabels: { app: elsewhere } } }",
    ],
  },
  evaluate(set) {
    return set.ofKind("PodDisruptionBudget").flatMap((object) => {
      // Where no pods of the namespace were given, they stand elsewhere.
      if (!set.isWhole && templatesIn(set, object.namespace).length === 0) return [];
      const selector = findValue(object.content, "spec", "selector");
      if (templatesSelectedBy(set, object.namespace, selector).length > 0) return [];
      const message =
        selector === undefined
          ? { en: "Without a selector it selects no pods.", ja: "selector がないため、Pod が選択されません。" }
          : {
              en: "No pods of what was given have these labels.",
              ja: "スキャンした範囲に、このラベルを持つ Pod がありません。",
            };
      return [{ object, message, pointer: "/spec/selector" }];
    });
  },
});
