import { findLimit } from "../../semantics/kubernetes/container-resources.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const limitsMissing = defineContainerCheck({
  id: "reliability/limits-missing",
  aliases: [
    "checkov:CKV_K8S_11",
    "checkov:CKV_K8S_13",
    "kube-linter:unset-memory-requirements",
    "kube-score:container-resources",
    "kubeaudit:LimitsCPUNotSet",
    "kubeaudit:LimitsMemoryNotSet",
    "kubeaudit:LimitsNotSet",
    "kubescape:C-0004",
    "kubescape:C-0009",
    "kubescape:C-0270",
    "kubescape:C-0271",
    "kubesec:LimitsCPU",
    "kubesec:LimitsMemory",
    "polaris:cpuLimitsMissing",
    "polaris:memoryLimitsMissing",
    "popeye:POP-107",
    "trivy:KSV-0011",
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
  parameters: {
    required: {
      type: "string-list",
      description: {
        en: "Resources that need a limit: `memory`, `cpu`, `ephemeral-storage`. A limit of CPU slows a container down even on an idle node, so it is not asked for by default.",
        ja: "上限を必須とするリソース。`memory`、`cpu`、`ephemeral-storage` を指定できます。CPU の上限はノードに余裕があってもコンテナを遅くするため、既定では求めません。",
      },
      default: ["memory"],
    },
  },
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 64Mi }, limits: { cpu: 1 } } }] }",
      {
        manifests: "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 64Mi } } }] }",
        parameters: { required: ["memory", "cpu"] },
      },
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
  evaluate(container, { set, parameters: { required } }) {
    if (container.role === "ephemeral") return [];
    const missing = required.filter((resource) => findLimit(set, container, resource) === undefined);
    if (missing.length === 0) return [];
    return [
      {
        message: {
          en: `No limit of ${missing.join(" and ")}.`,
          ja: `${missing.join("、")} の上限がありません。`,
        },
        pointer: `/resources/limits/${missing[0] ?? ""}`,
      },
    ];
  },
});
