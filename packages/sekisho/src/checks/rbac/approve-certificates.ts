import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const approveCertificates = definePowerCheck({
  id: "rbac/approve-certificates",
  aliases: ["checkov:CKV_K8S_156", "kube-bench:5.1.11", "kubescape:C-0280"],
  title: { en: "Client certificates can be approved", ja: "クライアント証明書を承認できる権限がある" },
  severity: "high",
  powers: ["approve-certificates", "sign-for-clients"],
  counts: ({ use }) =>
    use.power !== "sign-for-clients" || (use.names?.some((name) => name.startsWith("kubernetes.io/")) ?? true),
  why: {
    en: "Who approves a request for a client certificate can be any user of the cluster, for as long as the certificate lives: it cannot be withdrawn.",
    ja: "クライアント証明書の申請を承認できる主体は、クラスターの任意のユーザーになりすませます。発行した証明書は失効できないため、有効期限まで使用できます。",
  },
  remediation: {
    en: "Delete update and patch on certificatesigningrequests/approval, or name the signers that are needed in resourceNames of approve.",
    ja: "certificatesigningrequests/approval の update と patch を削除するか、approve の対象の署名者を resourceNames で限定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, CSRs and certificate issuing",
    "CIS Kubernetes Benchmark 1.12, 5.1.11",
  ],
  examples: {
    fail: [
      heldEverywhere(
        "{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }",
      ),
      heldEverywhere("{ apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve] }"),
    ],
    pass: [
      heldEverywhere(
        "{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create, get] }",
      ),
      heldEverywhere(
        "{ apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [example.com/serving], verbs: [approve] }",
      ),
    ],
  },
});
