import { describeObject, groupOf, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findTextAt, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { templatesIn, templatesWithLabels } from "../../semantics/kubernetes/selected-templates.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

export const serviceSelectsNothing = defineSetCheck({
  id: "reliability/service-selects-nothing",
  aliases: [
    "kube-linter:dangling-service",
    "kube-score:service-targets-pod",
    "kubescape:C-0293",
    "popeye:POP-1100",
    "popeye:POP-508",
  ],
  title: { en: "Service that selects no pods", ja: "Pod を選択しない Service" },
  severity: "medium",
  severityReason: {
    en: "Low where pods of the same namespace were given, but none that is near: they may stand in other files.",
    ja: "近いラベルを持つ Pod がなく、別のファイルにある可能性がある場合は「低」です。",
  },
  why: {
    en: "Every connection to the Service is refused. Whoever can create pods with these labels receives its traffic.",
    ja: "Service への接続がすべて失敗します。また、このラベルの Pod を作成できる者は通信を受け取れます。",
  },
  remediation: {
    en: "Correct the selector or the labels of the pods.",
    ja: "selector または Pod のラベルを修正してください。",
  },
  sources: ["Kubernetes documentation, Service"],
  examples: {
    fail: [
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: wep }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
      `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web, tier: front }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }`,
    ],
    pass: [
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web, tier: front } }, spec: { containers: [] } } }`,
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: elsewhere }, ports: [{ port: 80 }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: { type: ExternalName, externalName: db.example.com }",
    ],
  },
  evaluate(set) {
    return set.ofKind("Service").flatMap((service) => judge(set, service));
  },
});

function judge(set: ManifestSet, object: ManifestObject): readonly SetViolation[] {
  const selector = textMapAt(object.content, "spec", "selector");
  const keys = Object.keys(selector);
  if (groupOf(object) !== "" || keys.length === 0) return [];
  if (findTextAt(object.content, "spec", "type") === "ExternalName") return [];
  if (templatesWithLabels(set, object.namespace, selector).length > 0) return [];
  const candidates = templatesIn(set, object.namespace);
  if (candidates.length === 0 && !set.isWhole) return [];
  // A workload that has the same keys, or some of the values, or the Service's name is the one that is most likely meant.
  const meant = candidates.find(
    ({ labels, workload }) => workload.name === object.name || keys.some((key) => labels[key] === selector[key]),
  );
  const hint = meant === undefined ? undefined : describeObject(meant.workload);
  const wanted = keys.map((key) => `${key}=${selector[key] ?? ""}`).join(",");
  return [
    {
      object,
      message: {
        en: `No pods of what was given have the labels ${wanted}${hint === undefined ? "" : `; ${hint} has others`}.`,
        ja: `スキャンした範囲に、ラベル ${wanted} を持つ Pod がありません。${hint === undefined ? "" : `${hint} のラベルとは異なります。`}`,
      },
      pointer: "/spec/selector",
      ...(set.isWhole || meant !== undefined ? {} : { severity: "low" }),
    },
  ];
}
