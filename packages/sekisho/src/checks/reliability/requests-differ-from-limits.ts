import { findLimit, findRequest } from "../../semantics/kubernetes/container-resources.ts";
import { parseQuantity } from "../../semantics/kubernetes/quantity.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const requestsDifferFromLimits = defineContainerCheck({
  id: "reliability/requests-differ-from-limits",
  aliases: [
    "kube-score:container-cpu-requests-equal-limits",
    "kube-score:container-ephemeral-storage-request-equals-limit",
    "kube-score:container-memory-requests-equal-limits",
    "kube-score:container-resource-requests-equal-limits",
  ],
  isOptional: true,
  title: { en: "Requests of a container differ from its limits", ja: "コンテナの要求量と上限の不一致" },
  severity: "low",
  why: {
    en: "The pod is not of the class Guaranteed: it may get less than its limit when the node is busy, and is evicted earlier.",
    ja: "Pod の QoS クラスが Guaranteed にならず、ノードが混雑すると上限まで使えず、早く退避させられます。",
  },
  remediation: { en: "Set each request to its limit.", ja: "要求量を上限と同じ値にしてください。" },
  sources: ["Kubernetes documentation, Pod Quality of Service Classes"],
  parameters: {
    resources: {
      type: "string-list",
      description: { en: "Resources that are compared.", ja: "比較するリソース。" },
      default: ["memory", "cpu"],
    },
  },
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 64Mi }, limits: { memory: 128Mi } } }] }",
      {
        manifests:
          "spec: { containers: [{ name: web, image: web:1, resources: { requests: { ephemeral-storage: 1Gi }, limits: { ephemeral-storage: 1G } } }] }",
        parameters: { resources: ["ephemeral-storage"] },
      },
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 500m }, limits: { cpu: '0.5' } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 1Gi } } }] }",
      "spec: { containers: [{ name: web, image: web:1 }] }",
    ],
  },
  evaluate(container, { set, parameters: { resources } }) {
    return resources.flatMap((resource) => {
      const request = findRequest(set, container, resource);
      const limit = findLimit(set, container, resource);
      if (request?.from !== "container" || limit?.from !== "container") return [];
      if (parseQuantity(request.text) === parseQuantity(limit.text)) return [];
      return [
        {
          message: {
            en: `The request of ${resource} is ${request.text}, the limit ${limit.text}.`,
            ja: `${resource} の要求量は ${request.text}、上限は ${limit.text} です。`,
          },
          pointer: `/resources/requests/${resource}`,
          also: [`/resources/limits/${resource}`],
          detail: `resource:${resource}`,
          fix: {
            safety: "proposal",
            changes: [{ set: `/resources/requests/${resource}`, value: limit.text }],
          },
        },
      ];
    });
  },
});
