import { budgetsOf } from "../../semantics/kubernetes/workload-scale.ts";
import { definePodCheck } from "../manifest/define.ts";

export const overlappingDisruptionBudgets = definePodCheck({
  id: "reliability/overlapping-disruption-budgets",
  aliases: ["popeye:POP-209"],
  title: { en: "Several disruption budgets for one pod", ja: "1 つの Pod に対する複数の PodDisruptionBudget" },
  severity: "medium",
  why: {
    en: "The eviction API refuses pods with more than one budget, so draining their nodes hangs.",
    ja: "複数の PodDisruptionBudget が適用される Pod は退避できず、ノードの保守作業が止まります。",
  },
  remediation: {
    en: "Narrow the selectors, so that one budget holds for each pod.",
    ja: "Pod ごとに適用される PodDisruptionBudget が 1 つになるよう、selector を絞り込んでください。",
  },
  sources: ["Kubernetes documentation, API-initiated Eviction"],
  examples: {
    fail: [
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all }
spec: { maxUnavailable: 1, selector: {} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: one, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: two, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: app, operator: Exists }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
    ],
    pass: [
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ workload }, { set }) {
    const budgets = budgetsOf(set, workload);
    if (budgets.length < 2) return [];
    const names = budgets.map(({ name }) => name).join(", ");
    return [
      {
        message: {
          en: `${budgets.length} budgets hold for these pods: ${names}.`,
          ja: `${budgets.length} 個の PodDisruptionBudget が適用されます: ${names}`,
        },
        pointer: "/metadata/labels",
      },
    ];
  },
});
