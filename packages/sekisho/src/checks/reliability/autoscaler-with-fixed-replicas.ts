import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { findAutoscaler } from "../../semantics/kubernetes/workload-scale.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const autoscalerWithFixedReplicas = defineObjectCheck({
  id: "reliability/autoscaler-with-fixed-replicas",
  aliases: ["kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured"],
  kinds: ["Deployment.apps", "StatefulSet.apps", "Rollout.argoproj.io"],
  title: { en: "Fixed replicas beside an autoscaler", ja: "オートスケーラーと replicas の併用" },
  severity: "low",
  why: {
    en: "Each apply sets the number back, in the middle of the load that the autoscaler answered.",
    ja: "適用のたびにレプリカ数が元に戻り、負荷に応じて拡大した Pod が削除されます。",
  },
  remediation: { en: "Delete replicas from the workload.", ja: "ワークロードから replicas を削除してください。" },
  sources: ["Kubernetes documentation, Horizontal Pod Autoscaling: Migrating Deployments and StatefulSets"],
  examples: {
    fail: [
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 3 }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scale }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }`,
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { replicas: 1 }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scale }
spec: { scaleTargetRef: { kind: StatefulSet, name: db } }`,
    ],
    pass: [
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: {}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scale }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }",
    ],
  },
  evaluate(object, { set }) {
    const replicas = findValue(object.content, "spec", "replicas");
    if (typeof replicas !== "number") return [];
    const scaler = findAutoscaler(set, object);
    if (scaler === undefined) return [];
    const { kind, name } = scaler.object;
    return [
      {
        message: {
          en: `replicas is ${replicas}, and ${kind} ${name} sets it, too.`,
          ja: `replicas は ${replicas} ですが、${kind} ${name} も同じ値を設定します。`,
        },
        pointer: "/spec/replicas",
        fix: { safety: "proposal", changes: [{ remove: "/spec/replicas" }] },
      },
    ];
  },
});
