import { defineSubjectCheck } from "./define-subject.ts";

export const mastersSubject = defineSubjectCheck({
  id: "rbac/masters-subject",
  aliases: ["kube-bench:5.1.7", "kubescape:C-0246", "trivy:KSV-0123"],
  title: { en: "Role is bound to system:masters", ja: "system:masters にロールが付与されている" },
  severity: "medium",
  isMeant: ({ name, kind }) => kind === "Group" && name === "system:masters",
  allowedRoles: [],
  why: {
    en: "The group may do everything already, whatever roles say, and that can be neither limited nor withdrawn. A binding shows that somebody counts on it.",
    ja: "このグループには、RBAC の設定にかかわらずすべての操作が許可され、制限も取り消しもできません。バインディングがあることは、このグループを運用に使っていることを示します。",
  },
  remediation: {
    en: "Use a group of your own with cluster-admin, which can be withdrawn.",
    ja: "取り消しのできる独自のグループに cluster-admin をバインドしてください。",
  },
  sources: ["CIS Kubernetes Benchmark 1.12, 5.1.7"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: admins }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters" }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: cluster-admin, labels: { kubernetes.io/bootstrapping: rbac-defaults } }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "masters" }
`,
    ],
  },
});
