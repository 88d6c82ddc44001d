import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const createTokens = definePowerCheck({
  id: "rbac/create-tokens",
  aliases: ["kube-bench:5.1.13", "kubescape:C-0282"],
  title: { en: "Tokens of service accounts can be created", ja: "サービスアカウントのトークンを発行できる権限がある" },
  severity: "high",
  inNamespace: "medium",
  powers: ["create-tokens"],
  why: {
    en: "A token makes its holder the service account, outside the cluster too, and no Secret or pod shows that there is one.",
    ja: "トークンを発行した主体は、クラスターの外からもそのサービスアカウントとして操作できます。Secret や Pod には痕跡が残りません。",
  },
  remediation: {
    en: "Delete create on serviceaccounts/token, or name the service accounts in resourceNames.",
    ja: "serviceaccounts/token の create を削除するか、対象のサービスアカウントを resourceNames で限定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Token request",
    "CIS Kubernetes Benchmark 1.12, 5.1.13",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [serviceaccounts/token], verbs: [create] }'),
      heldInNamespace('{ apiGroups: [""], resources: ["*/token"], verbs: [create] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [serviceaccounts], verbs: [create, get] }'),
      heldEverywhere("{ apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create] }"),
    ],
  },
});
