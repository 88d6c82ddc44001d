import { defineResourceCheck } from "./define-resource.ts";

export const requestsMissing = defineResourceCheck({
  id: "reliability/requests-missing",
  aliases: [
    "checkov:CKV_K8S_12",
    "kube-linter:unset-memory-requirements",
    "kube-score:container-resources",
    "kubescape:C-0004",
    "kubescape:C-0269",
    "kubesec:RequestsMemory",
    "polaris:memoryRequestsMissing",
    "popeye:POP-106",
    "trivy:KSV-0016",
  ],
  title: { en: "Container without a request of memory", ja: "メモリの要求量が設定されていないコンテナ" },
  severity: "low",
  why: {
    en: "The scheduler takes the container for free and fills the node; when memory gets short, it is among the first to be ended.",
    ja: "スケジューラーは要求量をゼロとみなしてノードに詰め込み、メモリが不足すると真っ先に強制終了されます。",
  },
  remediation: {
    en: "Set resources.requests.memory to what the container uses day by day.",
    ja: "resources.requests.memory に、普段の使用量を設定してください。",
  },
  sources: ["Kubernetes documentation, Resource Management for Pods and Containers"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 64Mi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 64Mi } } }] }",
      "spec: { resources: { requests: { memory: 1Gi } }, containers: [{ name: web, image: web:1 }] }",
    ],
  },
  resource: "memory",
  amount: "request",
});
