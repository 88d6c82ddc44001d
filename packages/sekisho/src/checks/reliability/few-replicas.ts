import { findAutoscaler, replicasOf } from "../../semantics/kubernetes/workload-scale.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const fewReplicas = defineObjectCheck({
  id: "reliability/few-replicas",
  aliases: [
    "kube-linter:minimum-three-replicas",
    "kube-score:deployment-replicas",
    "polaris:deploymentMissingReplicas",
  ],
  kinds: ["Deployment.apps", "Deployment.extensions", "Rollout.argoproj.io", "DeploymentConfig.apps.openshift.io"],
  title: { en: "Too few replicas", ja: "レプリカ数の不足" },
  severity: "info",
  why: {
    en: "When the only pod's node is drained or fails, the service is away until another pod has started.",
    ja: "唯一の Pod が動くノードの停止や保守により、別の Pod が起動するまでサービスが停止します。",
  },
  remediation: {
    en: "Run at least two replicas, or scale with a HorizontalPodAutoscaler; where only one may run, accept the finding.",
    ja: "レプリカを 2 つ以上にするか、HorizontalPodAutoscaler を使用してください。1 つしか動かせない場合は例外に登録します。",
  },
  sources: ["Kubernetes documentation, Disruptions"],
  parameters: {
    minimum: {
      type: "integer",
      description: { en: "The least number of replicas.", ja: "最小のレプリカ数。" },
      default: 2,
    },
  },
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 1 }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: {}",
      {
        manifests: "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 2 }",
        parameters: { minimum: 3 },
      },
    ],
    pass: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 2 }",
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: {}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 0 }",
    ],
  },
  evaluate(object, { set, parameters: { minimum } }) {
    const replicas = replicasOf(object);
    // Zero is a choice of its own, and an autoscaler's bounds are asked for there.
    if (replicas === undefined || replicas === 0 || replicas >= minimum) return [];
    if (findAutoscaler(set, object) !== undefined) return [];
    return [
      {
        message: {
          en: `Replicas: ${replicas}; wanted: at least ${minimum}.`,
          ja: `レプリカ数は ${replicas} です（${minimum} 以上が必要）。`,
        },
        pointer: "/spec/replicas",
        fix: { safety: "proposal", changes: [{ set: "/spec/replicas", value: minimum }] },
      },
    ];
  },
});
