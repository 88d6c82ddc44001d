import { definePowerCheck } from "./define-power.ts";

export const deleteWorkloads = definePowerCheck({
  id: "rbac/delete-workloads",
  aliases: ["kubescape:C-0007"],
  title: { en: "Workloads or data can be deleted everywhere", ja: "ワークロードやデータを削除できる権限がある" },
  severity: "low",
  inNamespace: "info",
  isOptional: true,
  powers: ["delete-workloads", "delete-data"],
  why: {
    en: "Who may delete can destroy: whole namespaces with one request, volumes with their data.",
    ja: "削除できる主体は、1 回のリクエストで名前空間全体を、またボリュームとそのデータを破壊できます。",
  },
  remediation: {
    en: "Give delete in single namespaces, for the kinds that are needed; leave deletecollection out.",
    ja: "delete は必要な種類に限り、特定の名前空間で許可してください。deletecollection は除外してください。",
  },
  sources: ["MITRE ATT&CK T1485, Data Destruction"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: [""], resources: [namespaces], verbs: [delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: [""], resources: [persistentvolumeclaims], verbs: [deletecollection] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: [""], resources: [pods], verbs: [get, list] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: [example.com], resources: [widgets], verbs: [delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
    ],
  },
});
