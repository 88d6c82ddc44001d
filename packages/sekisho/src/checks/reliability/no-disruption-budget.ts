import { budgetsOf, fewestReplicas, isScaled } from "../../semantics/kubernetes/workload-scale.ts";
import { definePodCheck } from "../manifest/define.ts";

export const noDisruptionBudget = definePodCheck({
  id: "reliability/no-disruption-budget",
  aliases: [
    "kube-score:deployment-has-poddisruptionbudget",
    "kube-score:statefulset-has-poddisruptionbudget",
    "polaris:missingPodDisruptionBudget",
    "popeye:POP-206",
  ],
  isOptional: true,
  title: { en: "Replicas without a disruption budget", ja: "PodDisruptionBudget のないレプリカ" },
  severity: "low",
  why: {
    en: "An upgrade of the nodes may evict all replicas at once.",
    ja: "ノードの更新時に、すべてのレプリカが同時に退避させられることがあります。",
  },
  remediation: {
    en: "Add a PodDisruptionBudget with maxUnavailable: 1.",
    ja: "maxUnavailable: 1 の PodDisruptionBudget を追加してください。",
  },
  sources: ["Kubernetes documentation, Disruptions: Pod disruption budgets"],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 2, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }",
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { replicas: 3, template: { metadata: { labels: { app: db } }, spec: { containers: [] } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db, namespace: other }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: db } } }`,
    ],
    pass: [
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { replicas: 3, template: { metadata: { labels: { app: db } }, spec: { containers: [] } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: app, operator: In, values: [db] }] } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ workload }, { set }) {
    const replicas = isScaled(workload) ? fewestReplicas(set, workload) : undefined;
    if (replicas === undefined || replicas < 2 || budgetsOf(set, workload).length > 0) return [];
    return [
      {
        message: {
          en: `No PodDisruptionBudget of what was given holds for these ${replicas} pods.`,
          ja: `スキャンした範囲に、この ${replicas} 個の Pod に適用される PodDisruptionBudget がありません。`,
        },
        pointer: "",
      },
    ];
  },
});
