import { findRequest } from "../../semantics/kubernetes/container-resources.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const requestsMissing = defineContainerCheck({
  id: "reliability/requests-missing",
  aliases: [
    "checkov:CKV_K8S_10",
    "checkov:CKV_K8S_12",
    "kube-linter:unset-cpu-requirements",
    "kube-score:container-resources",
    "kubescape:C-0050",
    "kubescape:C-0268",
    "kubescape:C-0269",
    "kubesec:RequestsCPU",
    "kubesec:RequestsMemory",
    "polaris:cpuRequestsMissing",
    "polaris:memoryRequestsMissing",
    "popeye:POP-106",
    "trivy:KSV-0015",
    "trivy:KSV-0016",
  ],
  title: {
    en: "Container without requests of CPU or memory",
    ja: "CPU またはメモリの要求量が設定されていないコンテナ",
  },
  severity: "low",
  why: {
    en: "The scheduler takes the container for free and fills the node; when memory gets short, it is among the first to be ended.",
    ja: "スケジューラーは要求量をゼロとみなしてノードに詰め込み、メモリが不足すると真っ先に強制終了されます。",
  },
  remediation: {
    en: "Set resources.requests.cpu and resources.requests.memory to what the container uses day by day.",
    ja: "resources.requests.cpu と resources.requests.memory に、普段の使用量を設定してください。",
  },
  sources: ["Kubernetes documentation, Resource Management for Pods and Containers"],
  parameters: {
    required: {
      type: "string-list",
      description: {
        en: "Resources that need a request: `cpu`, `memory`, `ephemeral-storage`.",
        ja: "要求量を必須とするリソース。`cpu`、`memory`、`ephemeral-storage` を指定できます。",
      },
      default: ["cpu", "memory"],
    },
  },
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1 }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 0.1, memory: 64Mi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { cpu: 1, memory: 64Mi } } }] }",
      "spec: { resources: { requests: { cpu: 1, memory: 1Gi } }, containers: [{ name: web, image: web:1 }] }",
    ],
  },
  evaluate(container, { set, parameters: { required } }) {
    if (container.role === "ephemeral") return [];
    const missing = required.filter((resource) => findRequest(set, container, resource) === undefined);
    if (missing.length === 0) return [];
    return [
      {
        message: {
          en: `No request of ${missing.join(" and ")}.`,
          ja: `${missing.join("、")} の要求量がありません。`,
        },
        pointer: `/resources/requests/${missing[0] ?? ""}`,
      },
    ];
  },
});
