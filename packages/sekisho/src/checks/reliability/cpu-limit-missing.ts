import { defineResourceCheck } from "./define-resource.ts";

export const cpuLimitMissing = defineResourceCheck({
  id: "reliability/cpu-limit-missing",
  aliases: [
    "checkov:CKV_K8S_11",
    "kube-linter:unset-cpu-requirements",
    "kube-score:container-resources",
    "kubeaudit:LimitsCPUNotSet",
    "kubeaudit:LimitsNotSet",
    "kubescape:C-0009",
    "kubescape:C-0050",
    "kubescape:C-0270",
    "kubesec:LimitsCPU",
    "polaris:cpuLimitsMissing",
    "popeye:POP-107",
    "trivy:KSV-0011",
  ],
  // A limit slows a container down even on an idle node: many leave it out on purpose.
  isOptional: true,
  title: { en: "Container without a limit of CPU", ja: "CPU の上限が設定されていないコンテナ" },
  severity: "low",
  why: {
    en: "A busy loop, or somebody who mines coins, takes every core of the node that other workloads did not request.",
    ja: "無限ループや不正採掘により、ほかのワークロードが要求していないノードの CPU がすべて占有されます。",
  },
  remediation: {
    en: "Set resources.limits.cpu, or requests of CPU for all workloads of the node: these are guaranteed without any limit.",
    ja: "resources.limits.cpu を設定してください。または、ノード上のすべてのワークロードに CPU の要求量を設定してください。要求量は上限がなくても保証されます。",
  },
  sources: [
    "Kubernetes documentation, Resource Management for Pods and Containers",
    "NSA/CISA Kubernetes Hardening Guide 1.2, Resource policies",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m }, limits: { memory: 64Mi } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 1 } } }] }",
      "spec: { resources: { limits: { cpu: 1 } }, containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [], ephemeralContainers: [{ name: debug, image: busybox:1 }] }",
    ],
  },
  resource: "cpu",
  amount: "limit",
});
