import { autoscalersOf } from "../../semantics/kubernetes/workload-scale.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const autoscalerBounds = defineSetCheck({
  id: "reliability/autoscaler-bounds",
  aliases: [
    "kube-linter:hpa-maximum-replicas",
    "kube-linter:hpa-minimum-three-replicas",
    "kube-score:horizontalpodautoscaler-replicas",
    "polaris:hpaMaxAvailability",
    "polaris:hpaMinAvailability",
  ],
  title: { en: "Bounds of an autoscaler leave no room", ja: "余裕のないオートスケーラーの範囲" },
  severity: "low",
  severityReason: {
    en: "Info for a least number below the minimum: an idle service may well run one pod.",
    ja: "最小レプリカ数が少ないだけの場合は「情報」です。",
  },
  why: {
    en: "With a greatest number that is not above the least nothing is ever scaled; with a least number of one, a failing node takes the service away.",
    ja: "最大値が最小値を上回らないと拡大されず、最小値が 1 だとノードの障害でサービスが停止します。",
  },
  remediation: {
    en: "Set minReplicas to at least two, and maxReplicas well above it.",
    ja: "minReplicas を 2 以上にし、maxReplicas はそれを十分に上回る値にしてください。",
  },
  sources: ["Kubernetes API reference, HorizontalPodAutoscalerSpec v2"],
  parameters: {
    minimum: {
      type: "integer",
      description: { en: "The least minReplicas.", ja: "minReplicas の下限。" },
      default: 2,
    },
    maximum: {
      type: "integer",
      description: {
        en: "The greatest maxReplicas; 0 asks nothing.",
        ja: "maxReplicas の上限。0 の場合は検査しません。",
      },
      default: 0,
    },
  },
  examples: {
    fail: [
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { minReplicas: 3, maxReplicas: 3 }",
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { maxReplicas: 3 }",
      {
        manifests:
          "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { minReplicas: 2, maxReplicas: 300 }",
        parameters: { maximum: 50 },
      },
    ],
    pass: [
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { minReplicas: 2, maxReplicas: 3 }",
      "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: web }\nspec: { scaleTargetRef: { name: web } }",
    ],
  },
  evaluate(set, { parameters: { minimum, maximum } }) {
    return autoscalersOf(set).flatMap(({ object, fewest, most }) => {
      const isKeda = object.kind === "ScaledObject";
      const [least, greatest] = isKeda ? ["minReplicaCount", "maxReplicaCount"] : ["minReplicas", "maxReplicas"];
      if (fewest !== undefined && most !== undefined && most <= fewest) {
        const message = {
          en: `${greatest} is ${most}, not above ${least}, which is ${fewest}.`,
          ja: `${greatest}（${most}）が ${least}（${fewest}）を上回っていません。`,
        };
        return [{ object, message, pointer: `/spec/${greatest}`, detail: "range" }];
      }
      if (maximum > 0 && most !== undefined && most > maximum) {
        const message = {
          en: `${greatest} is ${most}; at most ${maximum}.`,
          ja: `${greatest} は ${most} です（${maximum} 以下が必要）。`,
        };
        return [{ object, message, pointer: `/spec/${greatest}`, detail: "maximum" }];
      }
      // KEDA scales to zero on purpose.
      if (isKeda || fewest === undefined || fewest >= minimum) return [];
      const message = {
        en: `${least} is ${fewest}; wanted: at least ${minimum}.`,
        ja: `${least} は ${fewest} です（${minimum} 以上が必要）。`,
      };
      return [{ object, message, pointer: `/spec/${least}`, detail: "minimum", severity: "info" as const }];
    });
  },
});
