import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findValue, type ManifestValue } from "../../semantics/kubernetes/manifest-value.ts";
import { templatesSelectedBy } from "../../semantics/kubernetes/selected-templates.ts";
import { fewestReplicas, isScaled } from "../../semantics/kubernetes/workload-scale.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

export const disruptionBudgetBlocksDrains = defineSetCheck({
  id: "reliability/disruption-budget-blocks-drains",
  aliases: [
    "kube-linter:pdb-max-unavailable",
    "kube-linter:pdb-min-available",
    "kube-linter:pdb-with-hpa-min-available",
    "polaris:pdbDisruptionsIsZero",
    "polaris:pdbMinAvailableGreaterThanHPAMinReplicas",
    "popeye:POP-901",
  ],
  title: { en: "Disruption budget that allows no disruption", ja: "退避を一切許さない PodDisruptionBudget" },
  severity: "medium",
  why: {
    en: "No pod may be evicted: draining a node hangs, and nodes stay without their security updates.",
    ja: "Pod を退避できないためノードの保守作業が止まり、セキュリティ更新が適用されないまま残ります。",
  },
  remediation: {
    en: "Allow one pod to be away: maxUnavailable: 1, with at least two replicas.",
    ja: "maxUnavailable: 1 とし、レプリカ数を 2 以上にしてください。",
  },
  sources: ["Kubernetes documentation, Specifying a Disruption Budget for your Application"],
  examples: {
    fail: [
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 0, selector: { matchLabels: { app: web } } }",
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 100%, selector: { matchLabels: { app: web } } }",
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 90%, selector: { matchLabels: { app: web } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 4, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
    ],
    pass: [
      `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: 2, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 1%, selector: { matchLabels: { app: web } } }",
      "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 50%, selector: { matchLabels: { app: web } } }",
    ],
  },
  evaluate(set) {
    return set.ofKind("PodDisruptionBudget").flatMap((budget) => judge(set, budget));
  },
});

function judge(set: ManifestSet, object: ManifestObject): readonly SetViolation[] {
  const away = findValue(object.content, "spec", "maxUnavailable");
  if (away !== undefined && amountOf(away, 100) === 0) {
    const message = {
      en: `maxUnavailable is ${JSON.stringify(away)}: no pod may ever be evicted.`,
      ja: `maxUnavailable が ${JSON.stringify(away)} のため、Pod を 1 つも退避できません。`,
    };
    const fix = { safety: "proposal", changes: [{ set: "/spec/maxUnavailable", value: 1 }] } as const;
    return [{ object, message, pointer: "/spec/maxUnavailable", fix }];
  }
  const present = findValue(object.content, "spec", "minAvailable");
  if (present === undefined) return [];
  const pointer = "/spec/minAvailable";
  if (present === "100%") {
    const message = {
      en: "minAvailable is 100%: no pod may ever be evicted.",
      ja: "minAvailable が 100% のため、Pod を 1 つも退避できません。",
    };
    return [{ object, message, pointer }];
  }
  return templatesSelectedBy(set, object.namespace, findValue(object.content, "spec", "selector")).flatMap(
    ({ workload }) => {
      const replicas = isScaled(workload) ? fewestReplicas(set, workload) : undefined;
      const needed = replicas === undefined ? undefined : amountOf(present, replicas);
      if (replicas === undefined || replicas === 0 || needed === undefined || needed < replicas) return [];
      const message = {
        en: `minAvailable is ${JSON.stringify(present)}, and ${workload.kind} ${workload.name} may run no more than ${replicas}.`,
        ja: `minAvailable は ${JSON.stringify(present)} ですが、${workload.kind} ${workload.name} の Pod は ${replicas} 個まで減ることがあります。`,
      };
      return [{ object, message, pointer, detail: `workload:${workload.kind}/${workload.name}` }];
    },
  );
}

/** Of a share the pods are rounded up. Source: Kubernetes documentation, "Rounding logic when specifying percentages". */
function amountOf(value: ManifestValue, replicas: number): number | undefined {
  if (typeof value === "number") return value;
  const share = typeof value === "string" ? /^(\d{1,3})%$/.exec(value)?.[1] : undefined;
  return share === undefined ? undefined : Math.ceil((Number(share) * replicas) / 100);
}
