import { matchesLabelSelector } from "../../semantics/kubernetes/label-selector.ts";
import { groupOf } from "../../semantics/kubernetes/manifest-object.ts";
import { findValue, pointerPart, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { definePodCheck } from "./define.ts";

export const selectorDiffersFromTemplate = definePodCheck({
  id: "manifest/selector-differs-from-template",
  aliases: [
    "kube-linter:mismatching-selector",
    "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
    "kube-score:statefulset-pod-selector-labels-match-template-metadata-labels",
    "kubescape:C-0296",
  ],
  title: {
    en: "Selector does not match the pods of its own template",
    ja: "自身の Pod テンプレートと一致しない selector",
  },
  severity: "medium",
  why: { en: "The API server refuses the workload.", ja: "API サーバーがワークロードを拒否します。" },
  remediation: {
    en: "Give the template the labels that the selector wants.",
    ja: "selector が求めるラベルを Pod テンプレートに付けてください。",
  },
  sources: ["Kubernetes documentation, Deployments: Selector"],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: wep } }, spec: { containers: [] } } }",
      "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\nspec: { selector: { matchExpressions: [{ key: app, operator: Exists }] }, template: { spec: { containers: [] } } }",
      "apiVersion: v1\nkind: ReplicationController\nmetadata: { name: web }\nspec: { selector: { app: web }, template: { metadata: { labels: { app: wep } }, spec: { containers: [] } } }",
    ],
    pass: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web, tier: front } }, spec: { containers: [] } } }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ workload, labels }) {
    const selector = findValue(workload.content, "spec", "selector");
    const isPlain = groupOf(workload) === "" || workload.kind === "DeploymentConfig";
    const wanted = isPlain ? textMapAt(selector) : textMapAt(selector, "matchLabels");
    const isManual = workload.kind === "Job" || workload.kind === "CronJob" || workload.kind === "Service";
    if (selector === undefined || selector === null || isManual) return [];
    const isMatch = matchesLabelSelector(isPlain ? { matchLabels: wanted } : selector, labels);
    if (isMatch) return [];
    const missing = Object.entries(wanted).filter(([key, value]) => labels[key] !== value);
    const shown = missing.map(([key, value]) => `${key}=${value}`).join(", ");
    const [first, ...others] = missing.map(([key, value]) => ({ set: `/metadata/labels${pointerPart(key)}`, value }));
    return [
      {
        message:
          shown === ""
            ? {
                en: "The labels do not meet the selector's expressions.",
                ja: "ラベルが selector の条件式を満たしていません。",
              }
            : { en: `The template lacks the labels ${shown}.`, ja: `Pod テンプレートにラベル ${shown} がありません。` },
        pointer: "/metadata/labels",
        ...(first === undefined ? {} : { fix: { safety: "proposal", changes: [first, ...others] } }),
      },
    ];
  },
});
