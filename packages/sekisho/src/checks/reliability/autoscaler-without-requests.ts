import { findRequest } from "../../semantics/kubernetes/container-resources.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { findAutoscaler } from "../../semantics/kubernetes/workload-scale.ts";
import { isRunning } from "../../semantics/pod-settings/service-pods.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const autoscalerWithoutRequests = defineContainerCheck({
  id: "reliability/autoscaler-without-requests",
  aliases: [],
  title: {
    en: "Autoscaler measures against a request that is missing",
    ja: "要求量がなくオートスケーラーが計測できないコンテナ",
  },
  severity: "medium",
  why: {
    en: "Utilisation is a share of the request. With one container that has none the autoscaler knows nothing about the pod and does not scale.",
    ja: "使用率は要求量に対する割合です。要求量のないコンテナが 1 つでもあると計算できず、自動的に拡大されません。",
  },
  remediation: {
    en: "Set the request of every container of the pod, or measure with averageValue.",
    ja: "Pod のすべてのコンテナに要求量を設定するか、averageValue で計測してください。",
  },
  sources: ["Kubernetes documentation, Horizontal Pod Autoscaling: Algorithm details"],
  examples: {
    fail: [
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]`,
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 1Gi } } }] } } }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, targetCPUUtilizationPercentage: 50 }`,
    ],
    pass: [
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m } } }] } } }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, targetCPUUtilizationPercentage: 50 }`,
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } } }]`,
    ],
  },
  evaluate(container, { set }) {
    const scaler = isRunning(container) ? findAutoscaler(set, container.template.workload) : undefined;
    if (scaler === undefined) return [];
    return measuredShares(scaler.object).flatMap((resource) => {
      if (findRequest(set, container, resource) !== undefined) return [];
      const { kind, name } = scaler.object;
      return [
        {
          message: {
            en: `${kind} ${name} measures ${resource} as a share of the request, and there is none.`,
            ja: `${kind} ${name} は ${resource} の使用率で判断しますが、要求量がありません。`,
          },
          pointer: `/resources/requests/${resource}`,
          detail: `resource:${resource}`,
        },
      ];
    });
  },
});

/** The resources that an autoscaler measures as a share of what is requested, in every container. */
function measuredShares({ content }: ManifestObject): readonly string[] {
  const shares = listAt(content, "spec", "metrics").flatMap((metric) => {
    const isShare =
      findTextAt(metric, "type") === "Resource" &&
      (findTextAt(metric, "resource", "target", "type") ?? "Utilization") === "Utilization";
    return isShare ? (findTextAt(metric, "resource", "name") ?? []) : [];
  });
  const spec = content["spec"];
  const hasOldField = typeof spec === "object" && spec !== null && "targetCPUUtilizationPercentage" in spec;
  return hasOldField ? ["cpu", ...shares] : shares;
}
