import { quote } from "../../model/quote.ts";
import { parseQuantity } from "../../semantics/kubernetes/quantity.ts";
import { defineContainerCheck, type ManifestViolation } from "./define.ts";

/** Less memory than any process needs, in bytes. */
const leastMemory = 1_000_000;
/** More cores than any node has. */
const mostCores = 1_000;

export const implausibleQuantity = defineContainerCheck({
  id: "manifest/implausible-quantity",
  aliases: [],
  title: { en: "Amount of CPU or memory that cannot be meant", ja: "誤記とみられる CPU またはメモリの量" },
  severity: "medium",
  why: {
    en: "A unit is mistaken: 512m of memory is half a byte, 500 of CPU is five hundred cores. The container cannot start, or no node is big enough.",
    ja: "単位の誤りとみられます。メモリの 512m は約 0.5 バイト、CPU の 500 は 500 コアを意味し、コンテナが起動できないか、配置できるノードがありません。",
  },
  remediation: {
    en: "Memory takes Ki, Mi, Gi; CPU takes cores or m for thousandths of a core.",
    ja: "メモリは Ki、Mi、Gi、CPU はコア数または 1000 分の 1 コアを表す m で指定してください。",
  },
  sources: ["Kubernetes documentation, Resource Management: Resource units in Kubernetes"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 512m } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 256 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 500Mi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { memory: 1GB } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 0, memory: 1e9 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, resources: { limits: { nvidia.com/gpu: 1, memory: '${MEMORY}' } } }] }",
    ],
  },
  evaluate({ spec: { resources } }) {
    return (["requests", "limits"] as const).flatMap((part) =>
      Object.entries(resources?.[part] ?? {}).flatMap(([resource, text]) => judge(part, resource, text)),
    );
  },
});

function judge(part: string, resource: string, text: string): readonly ManifestViolation[] {
  if (/[${}]/.test(text)) return [];
  const amount = parseQuantity(text);
  const isMemory = resource === "memory" || resource === "ephemeral-storage";
  const isOdd =
    amount !== undefined &&
    amount !== 0 &&
    (isMemory ? amount < leastMemory : resource === "cpu" && amount > mostCores);
  if (amount !== undefined && !isOdd) return [];
  const shown = quote(text);
  const field = `${part}.${resource}`;
  const reading = readingOf(amount, isMemory);
  return [
    {
      message: { en: `${field} ${shown} is ${reading.en}.`, ja: `${field} の ${shown} ${reading.ja}。` },
      pointer: `/resources/${part}/${resource.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      detail: `resource:${field}`,
    },
  ];
}

function readingOf(amount: number | undefined, isMemory: boolean) {
  if (amount === undefined) return { en: "no quantity", ja: "は数量として解釈できません" };
  if (isMemory) return { en: `${amount} bytes`, ja: `は ${amount} バイトを意味します` };
  return { en: `${amount} cores`, ja: `は ${amount} コアを意味します` };
}
