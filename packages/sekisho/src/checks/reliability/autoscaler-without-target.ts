import { quote } from "../../model/quote.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findMeantName } from "../../semantics/kubernetes/objects-in-namespace.ts";
import { templatesIn } from "../../semantics/kubernetes/selected-templates.ts";
import { type Autoscaler, autoscalersOf, isScaled } from "../../semantics/kubernetes/workload-scale.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const autoscalerWithoutTarget = defineSetCheck({
  id: "reliability/autoscaler-without-target",
  aliases: [
    "kube-linter:dangling-horizontalpodautoscaler",
    "kube-score:horizontalpodautoscaler-has-target",
    "kubescape:C-0300",
    "popeye:POP-600",
  ],
  title: { en: "Autoscaler of a workload that is not there", ja: "対象のワークロードが見つからないオートスケーラー" },
  severity: "medium",
  why: {
    en: "Nothing is scaled: under load the service stays as small as it is.",
    ja: "自動的に拡大されず、負荷が増えてもサービスの規模が変わりません。",
  },
  remediation: {
    en: "Correct kind and name in scaleTargetRef.",
    ja: "scaleTargetRef の kind と name を修正してください。",
  },
  sources: ["Kubernetes documentation, Horizontal Pod Autoscaling"],
  examples: {
    fail: [
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: wep } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [] } } }`,
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [] } } }`,
    ],
    pass: [
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [] } } }`,
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { maxReplicas: 5, scaleTargetRef: { kind: Deployment, name: elsewhere } }",
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: example.com/v1, kind: Shop, name: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [] } } }`,
    ],
  },
  evaluate(set) {
    return autoscalersOf(set).flatMap((scaler) => {
      if (set.find(scaler.targetKind, scaler.object.namespace, scaler.targetName) !== undefined) return [];
      const others = otherWorkloads(set, scaler);
      // Where the set holds no workload of the namespace, the target stands in another file than those that were given.
      if (others === undefined) return [];
      const near = findMeantName(scaler.targetName, others);
      const target = quote(`${scaler.targetKind} ${scaler.targetName}`);
      return [
        {
          object: scaler.object,
          message: {
            en: `${target} is not in what was given${near === undefined ? "" : `; did you mean ${near}?`}`.replace(
              /([^?])$/,
              "$1.",
            ),
            ja: `${target} はスキャンした範囲にありません。${near === undefined ? "" : `${near} の誤りではありませんか。`}`,
          },
          pointer: `${scaler.pointer}/name`,
          ...(set.isWhole || near !== undefined ? {} : { severity: "low" as const }),
        },
      ];
    });
  },
});

/** The workloads that it might have meant; `undefined` when nothing of what was given tells that the target is missing. */
function otherWorkloads(set: ManifestSet, { object, targetKind }: Autoscaler): readonly ManifestObject[] | undefined {
  const workloads = templatesIn(set, object.namespace)
    .map(({ workload }) => workload)
    .filter((workload) => isScaled(workload));
  const isKnownKind = isScaled({ ...object, kind: targetKind });
  return isKnownKind && (workloads.length > 0 || set.isWhole) ? workloads : undefined;
}
