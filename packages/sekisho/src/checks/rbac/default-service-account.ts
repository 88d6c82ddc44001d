import { defineSubjectCheck } from "./define-subject.ts";

export const defaultServiceAccount = defineSubjectCheck({
  id: "rbac/default-service-account",
  aliases: ["checkov:CKV_K8S_42", "popeye:POP-308"],
  title: { en: "Role is bound to a default service account", ja: "既定のサービスアカウントにロールが付与されている" },
  severity: "medium",
  isMeant: ({ name, kind }) => kind === "ServiceAccount" && name === "default",
  allowedRoles: [],
  why: {
    en: "Every pod of the namespace that names no service account has these permissions.",
    ja: "サービスアカウントを指定していない、その名前空間のすべての Pod がこの権限を利用できます。",
  },
  remediation: {
    en: "Make a service account for the workload that needs the role, and bind the role to it.",
    ja: "ロールが必要なワークロード専用のサービスアカウントを作成し、そちらにバインドしてください。",
  },
  sources: ["CIS Kubernetes Benchmark 1.12, 5.1.5"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: default, namespace: shop }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccount:shop:default" }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: default }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: User, apiGroup: rbac.authorization.k8s.io, name: "default" }
`,
    ],
  },
});
