import { defineResourceCheck } from "./define-resource.ts";

export const cpuRequestMissing = defineResourceCheck({
  id: "reliability/cpu-request-missing",
  aliases: [
    "checkov:CKV_K8S_10",
    "kube-linter:unset-cpu-requirements",
    "kube-score:container-resources",
    "kubescape:C-0050",
    "kubescape:C-0268",
    "kubesec:RequestsCPU",
    "polaris:cpuRequestsMissing",
    "popeye:POP-106",
    "trivy:KSV-0015",
  ],
  title: { en: "Container without a request of CPU", ja: "CPU の要求量が設定されていないコンテナ" },
  severity: "low",
  why: {
    en: "The scheduler takes the container for free and fills the node; on a busy node it gets next to no time.",
    ja: "スケジューラーは要求量をゼロとみなしてノードに詰め込み、ノードが混雑すると CPU がほとんど割り当てられません。",
  },
  remediation: {
    en: "Set resources.requests.cpu to what the container uses day by day.",
    ja: "resources.requests.cpu に、普段の使用量を設定してください。",
  },
  sources: ["Kubernetes documentation, Resource Management for Pods and Containers"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 64Mi } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 0.1 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 1 } } }] }",
      "spec: { resources: { requests: { cpu: 1 } }, containers: [{ name: web, image: web:1 }] }",
    ],
  },
  resource: "cpu",
  amount: "request",
});
