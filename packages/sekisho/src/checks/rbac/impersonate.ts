import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const impersonate = definePowerCheck({
  id: "rbac/impersonate",
  aliases: ["checkov:CKV2_K8S_3", "kubescape:C-0065", "trivy:KSV-0043"],
  title: { en: "Others can be impersonated", ja: "ほかの主体になりすませる権限がある" },
  severity: "high",
  inNamespace: "medium",
  powers: ["impersonate-users", "impersonate-groups", "impersonate-accounts"],
  why: {
    en: "Who impersonates acts with all permissions of the other, and the audit log has to be read with care to see who it was. The group system:masters may do everything.",
    ja: "なりすましを行う主体は、相手のすべての権限で操作できます。実際の操作者は監査ログを注意深く確認しないとわかりません。グループ system:masters にはあらゆる操作が許可されます。",
  },
  remediation: {
    en: "Delete impersonate, or name the users, groups and service accounts in resourceNames.",
    ja: "impersonate を削除するか、対象のユーザー、グループ、サービスアカウントを resourceNames で限定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Impersonate verb",
    "Kubernetes documentation, User Impersonation",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [users, groups], verbs: [impersonate] }'),
      heldInNamespace('{ apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [serviceaccounts], verbs: [get, list] }'),
      heldEverywhere("{ apiGroups: [authentication.k8s.io], resources: [userextras/scopes], verbs: [impersonate] }"),
    ],
  },
});
