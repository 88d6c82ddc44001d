import type { Text } from "../../model/text.ts";
import { findPermissionGraph, hasBindings } from "../../semantics/permissions/create-permission-graph.ts";
import { type AccessBinding, describeRole } from "../../semantics/permissions/permission-graph.ts";
import { powersOfRole } from "../../semantics/permissions/powers.ts";
import { describePrincipal, mastersGroup } from "../../semantics/permissions/principal.ts";
import { maxNamedHolders } from "../../semantics/permissions/role-holders.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";
import { heldEverywhere } from "./define-example.ts";
import { describeHolders } from "./define-power.ts";

export const clusterAdmin = defineSetCheck({
  id: "rbac/cluster-admin",
  aliases: [
    "kube-bench:5.1.1",
    "kube-linter:cluster-admin-role-binding",
    "kubescape:C-0035",
    "kubescape:C-0185",
    "kubescape:C-0272",
    "polaris:clusterrolebindingClusterAdmin",
    "polaris:rolebindingClusterAdminClusterRole",
    "polaris:rolebindingClusterAdminRole",
    "trivy:KSV-0111",
  ],
  title: { en: "Subject is cluster administrator", ja: "クラスター管理者の権限が付与されている" },
  severity: "high",
  why: {
    en: "Whoever gets hold of this subject, its token or its pod owns the cluster with everything in it.",
    ja: "この主体、またはそのトークンや Pod を奪った攻撃者は、クラスター全体を支配できます。",
  },
  remediation: {
    en: "Bind a role with the verbs and resources that are used. Keep cluster-admin for emergencies, with a user of its own.",
    ja: "実際に使う動詞とリソースだけを許可するロールに置き換えてください。cluster-admin は緊急時用の専用ユーザーに限ってください。",
  },
  sources: [
    "CIS Kubernetes Benchmark 1.12, 5.1.1",
    "Kubernetes documentation, Role Based Access Control Good Practices, Least privilege",
  ],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      heldEverywhere('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: User, apiGroup: rbac.authorization.k8s.io, name: "jane" }
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
kind: ClusterRoleBinding
metadata: { name: cluster-admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters" }
`,
      heldEverywhere('{ apiGroups: [example.com], resources: ["*"], verbs: ["*"] }'),
    ],
  },
  isAbout: hasBindings,
  evaluate(set) {
    const { bindings = [] } = findPermissionGraph(set) ?? {};
    return bindings.flatMap((binding): readonly SetViolation[] => {
      const { object, isDefault, role, subjects } = binding;
      if (object === undefined || isDefault || role === undefined) return [];
      if (!powersOfRole(role).some(({ power }) => power === "administer")) return [];
      const named = subjects.filter(({ principal }) => principal.name !== mastersGroup);
      if (named.length === 0) return [];
      return [
        {
          object,
          pointer: "/roleRef/name",
          severity: binding.namespace === "" ? "high" : "medium",
          message: describe(
            binding,
            named.map(({ principal }) => describePrincipal(principal)),
          ),
        },
      ];
    });
  },
});

function describe(binding: AccessBinding, names: readonly string[]): Text {
  const who = describeHolders({ principals: names.slice(0, maxNamedHolders), count: names.length });
  const role = describeRole(binding.reference);
  if (binding.namespace === "") {
    return {
      en: `${who.en} may do everything in the whole cluster by ${role}.`,
      ja: `${who.ja} に、クラスター全体のすべての操作が許可されています（${role}）。`,
    };
  }
  return {
    en: `${who.en} may do everything in namespace ${binding.namespace} by ${role}, raising permissions included.`,
    ja: `${who.ja} に、名前空間 ${binding.namespace} のすべての操作が許可されています。権限の昇格も含みます（${role}）。`,
  };
}
