import { findPermissionGraph, hasBindings } from "../../semantics/permissions/create-permission-graph.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { maxNamedHolders } from "../../semantics/permissions/role-holders.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { describeHolders } from "./define-power.ts";

export const editEverywhere = defineSetCheck({
  id: "rbac/edit-everywhere",
  aliases: [],
  title: {
    en: "Role edit or admin holds in every namespace",
    ja: "ロール edit または admin が全名前空間で有効になっている",
  },
  severity: "high",
  why: {
    en: "edit and admin are meant for one namespace. In kube-system they lead to the service accounts of the control plane, and so to cluster-admin.",
    ja: "edit と admin は 1 つの名前空間での利用を想定したロールです。kube-system ではコントロールプレーンのサービスアカウントを利用でき、cluster-admin に昇格できます。",
  },
  remediation: {
    en: "Bind the role by a RoleBinding in each namespace where it is needed.",
    ja: "必要な名前空間ごとに RoleBinding でバインドしてください。",
  },
  sources: ["Kubernetes documentation, Using RBAC Authorization, User-facing roles"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "dev" }
`,
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "dev" }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: "dev" }
`,
    ],
  },
  isAbout: hasBindings,
  evaluate(set) {
    const { bindings = [] } = findPermissionGraph(set) ?? {};
    return bindings.flatMap(({ object, kind, isDefault, reference, subjects }) => {
      const isBroad = kind === "ClusterRoleBinding" && (reference.name === "admin" || reference.name === "edit");
      if (object === undefined || isDefault || !isBroad || subjects.length === 0) return [];
      const names = subjects.map(({ principal }) => describePrincipal(principal));
      const who = describeHolders({ principals: names.slice(0, maxNamedHolders), count: names.length });
      return [
        {
          object,
          pointer: "/roleRef/name",
          message: {
            en: `${who.en} has the role ${reference.name} in every namespace, kube-system included: Secrets, pods, tokens.`,
            ja: `${who.ja} に、kube-system を含むすべての名前空間でロール ${reference.name} が付与されています。Secret、Pod、トークンを操作できます。`,
          },
        },
      ];
    });
  },
});
