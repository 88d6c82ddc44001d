import { defineSubjectCheck } from "./define-subject.ts";

export const anonymousSubject = defineSubjectCheck({
  id: "rbac/anonymous-subject",
  aliases: ["kubescape:C-0262", "kubesec:BindingsToSystemAnonymous", "trivy:KSV-0122"],
  title: { en: "Role is bound to everybody without a login", ja: "認証されていない利用者にロールが付与されている" },
  severity: "high",
  isMeant: ({ name, kind }) =>
    (kind === "Group" && name === "system:unauthenticated") || (kind === "User" && name === "system:anonymous"),
  allowedRoles: ["kubeadm:bootstrap-signer-clusterinfo", "system:public-info-viewer"],
  why: {
    en: "Whoever reaches the API server has these permissions, without any credentials.",
    ja: "API サーバーに接続できる者は誰でも、認証情報なしでこの権限を利用できます。",
  },
  remediation: {
    en: "Delete the subject. Monitoring needs /livez and /readyz only, which system:public-info-viewer allows.",
    ja: "この主体を削除してください。監視に必要な /livez と /readyz は system:public-info-viewer で許可されています。",
  },
  sources: ["Kubernetes documentation, Authenticating, Anonymous requests"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:unauthenticated" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: tool }
subjects:
  - { kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:anonymous" }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: system:public-info-viewer }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:public-info-viewer }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:unauthenticated" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "readers" }
`,
    ],
  },
});
