import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findPermissionGraph, hasPermissions } from "../../semantics/permissions/create-permission-graph.ts";
import {
  type AccessRole,
  describeRole,
  type PermissionGraph,
  type RoleReference,
} from "../../semantics/permissions/permission-graph.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const unusedRole = defineSetCheck({
  id: "rbac/unused-role",
  aliases: ["popeye:POP-400"],
  title: { en: "Role that nobody is bound to", ja: "誰にも付与されていないロール" },
  severity: "info",
  why: {
    en: "A role without a binding lies ready for whoever may create bindings, and nobody notices what it allows.",
    ja: "バインディングのないロールは、バインディングを作成できる主体に利用される恐れがあり、許可内容も見直されません。",
  },
  remediation: {
    en: "Delete it, if nothing outside of what was given binds it.",
    ja: "スキャンした範囲の外でもバインドされていなければ、削除してください。",
  },
  sources: ["Popeye: POP-400", "NIST SP 800-190, 4.3.1"],
  examples: {
    fail: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [] }
`,
      example("Role", "{ name: reader, namespace: shop }", "{ kind: Role, name: writer }"),
      example("ClusterRole", "{ name: reader }", "{ kind: Role, name: reader }"),
    ],
    pass: [
      example("Role", "{ name: reader, namespace: shop }", "{ kind: Role, name: reader }"),
      example("ClusterRole", "{ name: reader }", "{ kind: ClusterRole, name: reader }"),
      example("Role", "{ name: reader, namespace: ops }", "{ kind: Role, name: writer }"),
      example(
        "ClusterRole",
        '{ name: reader, labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }',
        "{ kind: ClusterRole, name: view }",
      ),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`,
    ],
  },
  isAbout: hasPermissions,
  evaluate(set) {
    const graph = findPermissionGraph(set);
    if (graph === undefined) return [];
    const used = findUsed(graph);
    const places = findPlaces(graph, set);
    return graph.roles.flatMap(({ written: [role], rules }) => {
      const { kind, name, namespace, object, isDefault } = role;
      // Without a binding or a workload beside it, every role is bound elsewhere.
      const isJudged = set.isWhole || places.has(namespace);
      if (object === undefined || isDefault || !isJudged || rules.length === 0) return [];
      if (used.has(describeRole(role)) || isGathered(Object.keys(object.labels))) return [];
      return [
        {
          object,
          pointer: "",
          message: {
            en: `No binding of what was given refers to ${describeRole({ kind, namespace, name })}.`,
            ja: `スキャンした範囲に ${describeRole({ kind, namespace, name })} を参照するバインディングがありません。`,
          },
        },
      ];
    });
  },
});

/** Finds the roles that a binding refers to or that another role takes in. */
function findUsed({ bindings, roles }: PermissionGraph): ReadonlySet<string> {
  const used = new Set(bindings.map(({ reference }) => describeRole(reference)));
  for (const role of roles) for (const other of takenInBy(role)) used.add(describeRole(other));
  return used;
}

function takenInBy({ written, rules }: AccessRole): readonly RoleReference[] {
  const [{ name }] = written;
  return rules.map(({ role }) => role).filter((role) => role.kind === "ClusterRole" && role.name !== name);
}

/** Gives the namespaces that the set binds roles or runs workloads in; empty text for the cluster, if it binds any role. */
function findPlaces({ bindings }: PermissionGraph, { templates }: ManifestSet): ReadonlySet<string> {
  const own = bindings.filter(({ object, isDefault }) => object !== undefined && !isDefault);
  const namespaces = templates.map(({ workload }) => workload.namespace).filter((namespace) => namespace !== "");
  return new Set([...own.flatMap(({ namespace }) => ["", namespace]), ...namespaces]);
}

/** Controllers beside the API server's gather roles by such labels too. */
function isGathered(labels: readonly string[]): boolean {
  return labels.some((label) => label.includes("/aggregate-to-"));
}

function example(kind: "ClusterRole" | "Role", metadata: string, reference: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: ${metadata}
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers, namespace: shop }
roleRef: ${reference}
subjects: [{ kind: User, name: jane }]
`;
}
