import { findPermissionGraph, hasBindings } from "../../semantics/permissions/create-permission-graph.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const bindingWithoutSubject = defineSetCheck({
  id: "rbac/binding-without-subject",
  aliases: [],
  title: { en: "Binding gives its role to nobody", ja: "バインディングに主体がない" },
  severity: "low",
  why: {
    en: "A binding without a valid subject does nothing, though somebody meant it to.",
    ja: "有効な主体のないバインディングは機能せず、意図した権限が付与されません。",
  },
  remediation: {
    en: "Name the subject; a service account in a ClusterRoleBinding needs its namespace.",
    ja: "主体を指定してください。ClusterRoleBinding のサービスアカウントには名前空間が必要です。",
  },
  sources: ["Kubernetes API reference, Subject v1 rbac.authorization.k8s.io"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: []
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: tool }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: tool }
`,
    ],
  },
  isAbout: hasBindings,
  evaluate(set) {
    const { bindings = [] } = findPermissionGraph(set) ?? {};
    return bindings.flatMap(({ object, isDefault, subjects }) => {
      if (object === undefined || isDefault || subjects.length > 0) return [];
      return [
        {
          object,
          pointer: "/subjects",
          message: {
            en: "The binding names nobody: no user, group, or service account with a namespace.",
            ja: "バインディングに有効な主体（ユーザー、グループ、名前空間を指定したサービスアカウント）がありません。",
          },
        },
      ];
    });
  },
});
