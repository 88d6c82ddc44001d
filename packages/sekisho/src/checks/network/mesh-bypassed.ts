import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { hasMesh } from "../../semantics/traffic/has-mesh.ts";
import { definePodCheck, type ManifestViolation } from "../manifest/define.ts";

/** Settings of a pod that keep its connections out of a service mesh. Sources: documentation of Istio and Linkerd. */
const settings: readonly { readonly name: string; readonly isMeant: (value: string) => boolean }[] = [
  { name: "sidecar.istio.io/inject", isMeant: (value) => value === "false" },
  { name: "linkerd.io/inject", isMeant: (value) => value === "disabled" },
  { name: "traffic.sidecar.istio.io/excludeInboundPorts", isMeant: (value) => value !== "" },
  { name: "traffic.sidecar.istio.io/excludeOutboundPorts", isMeant: (value) => value !== "" },
  { name: "traffic.sidecar.istio.io/excludeOutboundIPRanges", isMeant: (value) => value !== "" },
  { name: "config.linkerd.io/skip-inbound-ports", isMeant: (value) => value !== "" },
  { name: "config.linkerd.io/skip-outbound-ports", isMeant: (value) => value !== "" },
];

export const meshBypassed = definePodCheck({
  id: "network/mesh-bypassed",
  aliases: [],
  title: { en: "Pod's connections go past the service mesh", ja: "Pod の通信がサービスメッシュを経由しない" },
  severity: "low",
  why: {
    en: "These connections are neither encrypted nor authenticated by the mesh, and its rules do not hold for them.",
    ja: "該当する通信はサービスメッシュによる暗号化と認証の対象外となり、メッシュのルールも適用されません。",
  },
  remediation: {
    en: "Remove the setting, or keep it to ports whose protocol the mesh cannot carry.",
    ja: "設定を削除するか、サービスメッシュで扱えないプロトコルのポートだけに限定してください。",
  },
  sources: ["Istio documentation, Resource Annotations", "Linkerd documentation, Proxy Configuration"],
  examples: {
    fail: [
      "metadata: { name: a, annotations: { linkerd.io/inject: disabled } }\nspec: { containers: [] }",
      'metadata: { name: a, labels: { sidecar.istio.io/inject: "false" } }\nspec: { containers: [] }',
      'metadata: { name: a, annotations: { config.linkerd.io/skip-outbound-ports: "5432" } }\nspec: { containers: [] }',
    ],
    pass: [
      "metadata: { name: a, annotations: { linkerd.io/inject: enabled } }\nspec: { containers: [] }",
      "spec: { containers: [] }",
    ],
  },
  isAbout: hasMesh,
  evaluate({ annotations, labels }) {
    return settings.flatMap(({ name, isMeant }): ManifestViolation[] => {
      const holder = Object.hasOwn(annotations, name) ? "annotations" : "labels";
      const value = { annotations, labels }[holder][name];
      if (value === undefined || !isMeant(value)) return [];
      const message = { en: `${name} is ${JSON.stringify(value)}.`, ja: `${name} が ${JSON.stringify(value)} です。` };
      return [{ message, pointer: `/metadata/${holder}${pointerPart(name)}`, detail: name }];
    });
  },
});
