import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const forwardPorts = definePowerCheck({
  id: "rbac/forward-ports",
  aliases: ["kubescape:C-0063"],
  title: { en: "Ports of pods can be forwarded", ja: "Pod のポートを転送できる権限がある" },
  severity: "medium",
  powers: ["forward-ports"],
  why: {
    en: "A forwarded port leads past every NetworkPolicy, Ingress and login in front of the service.",
    ja: "ポート転送を使うと、NetworkPolicy、Ingress、サービスの手前にある認証をすべて迂回して Pod に接続できます。",
  },
  remediation: {
    en: "Delete create on pods/portforward, or give it in single namespaces only.",
    ja: "pods/portforward の create を削除するか、特定の名前空間に限って許可してください。",
  },
  sources: ["Kubernetes API reference, pods/portforward"],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [pods/portforward], verbs: [create] }'),
      heldInNamespace('{ apiGroups: [""], resources: [pods/portforward], verbs: ["*"] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [pods], verbs: [get] }'),
      heldEverywhere('{ apiGroups: [""], resources: [pods/log], verbs: [get] }'),
    ],
  },
});
