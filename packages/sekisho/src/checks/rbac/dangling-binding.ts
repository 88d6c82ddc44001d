import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findPermissionGraph, hasBindings } from "../../semantics/permissions/create-permission-graph.ts";
import { describeRole, type RoleReference } from "../../semantics/permissions/permission-graph.ts";
import { describePrincipal, type Principal } from "../../semantics/permissions/principal.ts";
import { workloadKinds } from "../../semantics/pod-settings/find-pod-template.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";
import { heldInNamespace } from "./define-example.ts";

export const danglingBinding = defineSetCheck({
  id: "rbac/dangling-binding",
  aliases: ["kubescape:C-0307", "popeye:POP-1300"],
  title: {
    en: "Binding refers to a missing role or service account",
    ja: "バインディングが存在しないロールまたはサービスアカウントを参照している",
  },
  severity: "low",
  why: {
    en: "Nobody has what was meant, and who creates an object of that name later gets it without being asked.",
    ja: "意図した権限が付与されていません。また、後からその名前のオブジェクトを作成した者に、意図せず権限が渡ります。",
  },
  remediation: {
    en: "Correct the name, or delete the binding.",
    ja: "名前を修正するか、バインディングを削除してください。",
  },
  sources: ["Popeye, POP-1300"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: absent }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: ops }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: absent, namespace: ops }
`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
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
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: ops }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:node-bootstrapper }
subjects:
  - { kind: ServiceAccount, name: web, namespace: ops }
`,
      heldInNamespace('{ apiGroups: [""], resources: [pods], verbs: [get] }'),
    ],
  },
  isAbout: hasBindings,
  evaluate(set) {
    const graph = findPermissionGraph(set);
    if (graph === undefined) return [];
    const inhabited = new Set(set.objects.filter(isOfWorkloads).map(({ namespace }) => namespace));
    return graph.bindings.flatMap((binding): readonly SetViolation[] => {
      const { object, isDefault, role, reference, subjects } = binding;
      if (object === undefined || isDefault) return [];
      const missing = role === undefined ? [missingRole(object, reference, set.isWhole)] : [];
      const nobody = subjects
        .filter(({ principal }) => isMissing(principal, set, inhabited))
        .map(({ principal, pointer }) => missingAccount(object, principal, pointer));
      return [...missing, ...nobody];
    });
  },
});

/** Who keeps bindings alone in a folder keeps the service accounts elsewhere. */
function isOfWorkloads({ kind }: ManifestObject): boolean {
  return kind === "ServiceAccount" || workloads.has(kind);
}

const workloads: ReadonlySet<string> = new Set(workloadKinds.map((kind) => kind.split(".", 1)[0] ?? kind));

function isMissing({ kind, namespace, name }: Principal, set: ManifestSet, inhabited: ReadonlySet<string>): boolean {
  if (kind !== "ServiceAccount" || name === "default") return false;
  if (!set.isWhole && !inhabited.has(namespace)) return false;
  return set.find("ServiceAccount", namespace, name) === undefined;
}

function missingRole(object: ManifestObject, reference: RoleReference, isWhole: boolean): SetViolation {
  const role = describeRole(reference);
  return {
    object,
    pointer: "/roleRef/name",
    detail: "role",
    ...(isWhole ? { severity: "medium" } : {}),
    message: {
      en: `There is no ${role} ${isWhole ? "in the cluster" : "in these manifests"}.`,
      ja: `${role} が${isWhole ? "クラスター" : "対象のマニフェスト"}にありません。`,
    },
  };
}

function missingAccount(object: ManifestObject, principal: Principal, pointer: string): SetViolation {
  const who = describePrincipal(principal);
  return {
    object,
    pointer: `${pointer}/name`,
    detail: `subject:${who}`,
    message: {
      en: `There is no ${who}, though other service accounts or workloads of its namespace are here.`,
      ja: `${who} がありません。同じ名前空間のほかのサービスアカウントまたはワークロードは存在します。`,
    },
  };
}
