import { matchesLabelSelector } from "../../semantics/kubernetes/label-selector.ts";
import { groupOf, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findValue, textsAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const serviceMonitorSelectsNothing = defineSetCheck({
  id: "reliability/service-monitor-selects-nothing",
  aliases: ["kube-linter:dangling-servicemonitor"],
  title: {
    en: "ServiceMonitor or PodMonitor that selects nothing",
    ja: "何も選択しない ServiceMonitor または PodMonitor",
  },
  severity: "low",
  why: {
    en: "Nothing is measured, and no alert comes.",
    ja: "メトリクスが収集されず、アラートも発報されません。",
  },
  remediation: {
    en: "Correct selector and namespaceSelector.",
    ja: "selector と namespaceSelector を修正してください。",
  },
  sources: ["Prometheus Operator documentation, API reference: ServiceMonitor, PodMonitor"],
  examples: {
    fail: [
      `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web }
spec: { selector: { matchLabels: { app: wep } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: { app: web } }
spec: { ports: [{ port: 80 }] }`,
      `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: web }
spec: { selector: { matchLabels: { app: wep } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [] }`,
    ],
    pass: [
      `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: monitoring }
spec: { namespaceSelector: { any: true }, selector: { matchLabels: { app: web } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { ports: [{ port: 80 }] }`,
      "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: elsewhere } } }",
    ],
  },
  evaluate(set) {
    return [...set.ofKind("ServiceMonitor"), ...set.ofKind("PodMonitor")].flatMap((object) => {
      const candidates = candidatesOf(set, object);
      if (groupOf(object) !== "monitoring.coreos.com" || (candidates.length === 0 && !set.isWhole)) return [];
      const selector = findValue(object.content, "spec", "selector");
      if (candidates.some((labels) => matchesLabelSelector(selector, labels))) return [];
      const what = object.kind === "PodMonitor" ? { en: "pods", ja: "Pod" } : { en: "Services", ja: "Service" };
      return [
        {
          object,
          message: {
            en: `No ${what.en} of what was given have these labels.`,
            ja: `スキャンした範囲に、このラベルを持つ ${what.ja} がありません。`,
          },
          pointer: "/spec/selector",
        },
      ];
    });
  },
});

/** The labels of what a monitor may select in the namespaces that it names. */
function candidatesOf(
  set: ManifestSet,
  { kind, content, namespace }: ManifestObject,
): readonly Readonly<Record<string, string>>[] {
  const isAny = findValue(content, "spec", "namespaceSelector", "any") === true;
  const named = textsAt(content, "spec", "namespaceSelector", "matchNames");
  const isMeant = (other: string): boolean =>
    isAny || (named.length === 0 ? other === namespace : named.includes(other));
  if (kind === "PodMonitor") {
    return set.templates.filter(({ workload }) => isMeant(workload.namespace)).map(({ labels }) => labels);
  }
  return set
    .ofKind("Service")
    .filter((service) => isMeant(service.namespace))
    .map(({ labels }) => labels);
}
