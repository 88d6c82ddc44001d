import { runsForever } from "../../semantics/pod-settings/service-pods.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const noLivenessProbe = defineContainerCheck({
  id: "reliability/no-liveness-probe",
  aliases: [
    "checkov:CKV_K8S_8",
    "kube-linter:no-liveness-probe",
    "kubescape:C-0056",
    "polaris:livenessProbeMissing",
    "popeye:POP-103",
  ],
  title: { en: "Container without a liveness probe", ja: "livenessProbe のないコンテナ" },
  severity: "info",
  why: {
    en: "A process that hangs without ending stays like that until somebody notices.",
    ja: "プロセスが終了せずに応答しなくなった場合、気付かれるまでそのまま放置されます。",
  },
  remediation: {
    en: "If the process can hang, add a livenessProbe that asks for nothing but itself; one that asks for a database restarts everything when the database is down.",
    ja: "停止状態に陥る可能性がある場合は livenessProbe を追加してください。データベースなど外部に依存する確認は、障害時に全 Pod の再起動を招くため避けます。",
  },
  sources: ["Kubernetes documentation, Liveness, Readiness, and Startup Probes"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, readinessProbe: { tcpSocket: { port: 80 } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { tcpSocket: { port: 80 } } }] }",
      "spec: { restartPolicy: OnFailure, containers: [{ name: once, image: once:1 }] }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { name: once }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: once, image: once:1 }] } } }",
    ],
  },
  evaluate({ role, spec, template }) {
    if (role !== "main" || !runsForever(template) || spec.livenessProbe !== undefined) return [];
    return [
      { message: { en: "There is no livenessProbe.", ja: "livenessProbe がありません。" }, pointer: "/livenessProbe" },
    ];
  },
});
