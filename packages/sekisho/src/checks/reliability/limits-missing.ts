import { defineResourceCheck } from "./define-resource.ts";

export const limitsMissing = defineResourceCheck({
  id: "reliability/limits-missing",
  aliases: [
    "checkov:CKV_K8S_13",
    "kube-linter:unset-memory-requirements",
    "kube-score:container-resources",
    "kubeaudit:LimitsMemoryNotSet",
    "kubeaudit:LimitsNotSet",
    "kubescape:C-0004",
    "kubescape:C-0009",
    "kubescape:C-0271",
    "kubesec:LimitsMemory",
    "polaris:memoryLimitsMissing",
    "popeye:POP-107",
    "trivy:KSV-0018",
  ],
  title: { en: "Container without a limit of memory", ja: "メモリの上限が設定されていないコンテナ" },
  severity: "medium",
  why: {
    en: "A leak, or an attacker, uses up the node's memory, and the kernel ends other workloads instead of this one.",
    ja: "メモリリークや攻撃によりノードのメモリが使い果たされ、無関係なワークロードが強制終了されます。",
  },
  remediation: {
    en: "Set resources.limits.memory a little above what the container uses at its peak.",
    ja: "resources.limits.memory に、ピーク時の使用量を少し上回る値を設定してください。",
  },
  sources: [
    "Kubernetes documentation, Resource Management for Pods and Containers",
    "NSA/CISA Kubernetes Hardening Guide 1.2, Resource policies",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 64Mi }, limits: { cpu: 1 } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 64Mi } } }] }",
      "spec: { resources: { limits: { memory: 1Gi } }, containers: [{ name: web, image: web:1 }] }",
      `apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: shop }
spec: { limits: [{ type: Container, default: { memory: 128Mi } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: web:1 }] }`,
      "spec: { containers: [], ephemeralContainers: [{ name: debug, image: busybox:1 }] }",
    ],
  },
  resource: "memory",
  amount: "limit",
});
