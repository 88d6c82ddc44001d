import { isServed } from "../../semantics/kubernetes/workload-scale.ts";
import { runsForever } from "../../semantics/pod-settings/service-pods.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const noReadinessProbe = defineContainerCheck({
  id: "reliability/no-readiness-probe",
  aliases: [
    "checkov:CKV_K8S_9",
    "kube-linter:no-readiness-probe",
    "kube-score:pod-probes",
    "kubescape:C-0018",
    "polaris:readinessProbeMissing",
    "popeye:POP-102",
    "popeye:POP-104",
  ],
  title: { en: "Container without a readiness probe", ja: "readinessProbe のないコンテナ" },
  severity: "low",
  severityReason: {
    en: "Info when no Service of what was given selects the pod.",
    ja: "スキャンした範囲に、その Pod を選択する Service がない場合は「情報」です。",
  },
  why: {
    en: "The Service sends requests as soon as the process has started, and goes on when it cannot answer.",
    ja: "Service はプロセスの起動直後からリクエストを送り、応答できない状態になっても送り続けます。",
  },
  remediation: {
    en: "Add a readinessProbe that asks what the container needs to answer a request.",
    ja: "リクエストに応答できる状態かを確認する readinessProbe を追加してください。",
  },
  sources: ["Kubernetes documentation, Liveness, Readiness, and Startup Probes"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: web, image: web:1, livenessProbe: { tcpSocket: { port: 80 } } }] }`,
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, readinessProbe: { tcpSocket: { port: 80 } } }] }",
      "spec: { restartPolicy: Never, containers: [{ name: once, image: once:1 }] }",
      "spec: { initContainers: [{ name: wait, image: wait:1 }], containers: [] }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { restartPolicy: OnFailure, containers: [{ name: once, image: once:1 }] } } }",
    ],
  },
  evaluate({ role, spec, template }, { set }) {
    if (role !== "main" || !runsForever(template) || spec.readinessProbe !== undefined) return [];
    const isAsked = isServed(set, template.workload.namespace, template.labels);
    return [
      {
        message: isAsked
          ? {
              en: "A Service selects the pod, and nothing says when it can answer.",
              ja: "Service の対象ですが、応答できる状態かを判定できません。",
            }
          : { en: "There is no readinessProbe.", ja: "readinessProbe がありません。" },
        pointer: "/readinessProbe",
        ...(isAsked ? {} : { severity: "info" }),
      },
    ];
  },
});
