import { quote } from "../../model/quote.ts";
import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { parseQuantity } from "../../semantics/kubernetes/quantity.ts";
import { defineContainerCheck } from "./define.ts";

export const requestsAboveLimits = defineContainerCheck({
  id: "manifest/requests-above-limits",
  aliases: [],
  title: { en: "Request is greater than the limit", ja: "上限を超える要求量" },
  severity: "medium",
  why: { en: "The API server refuses the pod.", ja: "API サーバーが Pod を拒否します。" },
  remediation: { en: "Lower the request, or raise the limit.", ja: "要求量を下げるか、上限を上げてください。" },
  sources: ["Kubernetes documentation, Resource Management for Pods and Containers"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 1Gi }, limits: { memory: 512Mi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 1.5 }, limits: { cpu: 1400m } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 1024Mi }, limits: { memory: 1Gi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 1Gi } } }] }",
    ],
  },
  evaluate({ spec: { resources } }) {
    return Object.entries(resources?.requests ?? {}).flatMap(([resource, request]) => {
      const limit = resources?.limits?.[resource];
      const [asked, most] = [parseQuantity(request), limit === undefined ? undefined : parseQuantity(limit)];
      if (limit === undefined || asked === undefined || most === undefined || asked <= most) return [];
      return [
        {
          message: {
            en: `The request of ${resource} is ${quote(request)}, the limit ${quote(limit)}.`,
            ja: `${resource} の要求量 ${quote(request)} が上限 ${quote(limit)} を超えています。`,
          },
          pointer: `/resources/requests${pointerPart(resource)}`,
          also: [`/resources/limits${pointerPart(resource)}`],
          detail: `resource:${resource}`,
        },
      ];
    });
  },
});
