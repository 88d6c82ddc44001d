import { parseQuantity } from "../../semantics/kubernetes/quantity.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const resourcesOutOfRange = defineContainerCheck({
  id: "reliability/resources-out-of-range",
  aliases: [
    "kubeaudit:LimitsCPUExceeded",
    "kubeaudit:LimitsMemoryExceeded",
    "polaris:resourceRange",
    "polaris:cpuLimitsRange",
    "polaris:cpuRequestsRange",
    "polaris:memoryLimitsRange",
    "polaris:memoryRequestsRange",
  ],
  title: { en: "Request or limit outside the agreed range", ja: "取り決めた範囲外の要求量または上限" },
  severity: "low",
  why: {
    en: "One container takes a share of the node that was not planned, or too little to work.",
    ja: "1 つのコンテナが想定を超えてノードを占有するか、動作に必要な量を確保できません。",
  },
  remediation: {
    en: "Choose an amount inside the range, or change the range in the configuration.",
    ja: "範囲内の値に変更するか、設定の範囲を見直してください。",
  },
  sources: ["Kubernetes documentation, Limit Ranges"],
  parameters: {
    ranges: {
      type: "string-map",
      description: {
        en: "Least and greatest amount by field, either may be left out: `limits.memory: 64Mi..2Gi`, `requests.cpu: ..2`. Nothing is reported while it is empty.",
        ja: "フィールドごとの最小値と最大値。片方は省略できます（`limits.memory: 64Mi..2Gi`、`requests.cpu: ..2`）。空の場合は何も検出しません。",
      },
      default: {},
    },
  },
  examples: {
    fail: [
      {
        manifests: "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 4Gi } } }] }",
        parameters: { ranges: { "limits.memory": "64Mi..2Gi" } },
      },
      {
        manifests: "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 10m } } }] }",
        parameters: { ranges: { "requests.cpu": "50m.." } },
      },
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 900Gi } } }] }",
      {
        manifests: "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 2048Mi } } }] }",
        parameters: { ranges: { "limits.memory": "64Mi..2Gi", "limits.cpu": "..1" } },
      },
    ],
  },
  evaluate({ spec }, { parameters: { ranges } }) {
    return Object.entries(ranges).flatMap(([field, range]) => {
      const [part = "", ...rest] = field.split(".");
      const resource = rest.join(".");
      const text = (part === "limits" ? spec.resources?.limits : spec.resources?.requests)?.[resource];
      const amount = text === undefined ? undefined : parseQuantity(text);
      const [least = "", greatest = ""] = range.split("..");
      if (amount === undefined || !isOutside(amount, least, greatest)) return [];
      return [
        {
          message: {
            en: `${field} is ${text}; the range is ${range}.`,
            ja: `${field} は ${text} です。範囲は ${range} です。`,
          },
          pointer: `/resources/${part}/${resource}`,
          detail: `resource:${field}`,
        },
      ];
    });
  },
});

function isOutside(amount: number, least: string, greatest: string): boolean {
  const from = parseQuantity(least) ?? Number.NEGATIVE_INFINITY;
  const to = parseQuantity(greatest) ?? Number.POSITIVE_INFINITY;
  return amount < from || amount > to;
}
