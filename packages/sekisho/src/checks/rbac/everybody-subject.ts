import { defineSubjectCheck } from "./define-subject.ts";

export const everybodySubject = defineSubjectCheck({
  id: "rbac/everybody-subject",
  aliases: ["kubescape:C-0265", "trivy:KSV-01011"],
  title: { en: "Role is bound to everybody with a login", ja: "認証済みのすべての主体にロールが付与されている" },
  severity: "medium",
  isMeant: ({ name, kind }) =>
    kind === "Group" && (name === "system:authenticated" || name === "system:serviceaccounts"),
  allowedRoles: [
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
  ],
  why: {
    en: "Every user and every pod of the cluster has these permissions; on some clouds system:authenticated means everybody who has an account there.",
    ja: "クラスターのすべてのユーザーと Pod がこの権限を利用できます。一部のクラウドでは、system:authenticated にそのクラウドのアカウントを持つ全員が含まれます。",
  },
  remediation: {
    en: "Bind the role to the group or the service accounts that need it.",
    ja: "必要なグループまたはサービスアカウントにバインドしてください。",
  },
  sources: ["Google Kubernetes Engine documentation, Best practices for RBAC: avoid default roles and groups"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:authenticated" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccounts" }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: system:discovery }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:discovery }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:authenticated" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccounts:shop" }
`,
    ],
  },
});
