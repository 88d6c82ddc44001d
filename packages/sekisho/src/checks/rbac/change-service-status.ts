import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const changeServiceStatus = definePowerCheck({
  id: "rbac/change-service-status",
  aliases: ["checkov:CKV2_K8S_4"],
  title: {
    en: "Traffic can be intercepted by the status of services",
    ja: "Service の状態を書き換えて通信を傍受できる権限がある",
  },
  severity: "medium",
  inNamespace: "low",
  powers: ["change-service-status"],
  why: {
    en: "An address in status.loadBalancer.ingress of a service makes every node send the traffic for that address to the service (CVE-2020-8554, which has no repair).",
    ja: "Service の status.loadBalancer.ingress にアドレスを書き込むと、すべてのノードがそのアドレス宛ての通信を Service に転送します（CVE-2020-8554、修正はありません）。",
  },
  remediation: {
    en: "Delete update and patch on services/status; only the cloud's controller needs them.",
    ja: "services/status の update と patch を削除してください。必要とするのはクラウドのコントローラーだけです。",
  },
  sources: ["CVE-2020-8554", "Kubernetes issue 97076"],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [services/status], verbs: [patch] }'),
      heldEverywhere('{ apiGroups: [""], resources: ["*/status"], verbs: [update] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [services], verbs: [get, update] }'),
      heldEverywhere('{ apiGroups: [""], resources: [services/status], verbs: [get] }'),
    ],
  },
});
