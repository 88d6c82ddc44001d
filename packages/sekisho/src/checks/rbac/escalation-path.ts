import type { Text } from "../../model/text.ts";
import { findPermissionGraph, hasPermissions } from "../../semantics/permissions/create-permission-graph.ts";
import {
  type EscalationMap,
  type EscalationPath,
  escalationMapOf,
} from "../../semantics/permissions/escalation-paths.ts";
import { goal } from "../../semantics/permissions/escalation-steps.ts";
import { techniqueTexts } from "../../semantics/permissions/escalation-techniques.ts";
import type { HeldPower } from "../../semantics/permissions/held-powers.ts";
import type { AccessBinding, PermissionGraph } from "../../semantics/permissions/permission-graph.ts";
import { describePrincipal, groupsOf, type Principal } from "../../semantics/permissions/principal.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";
import { heldEverywhere } from "./define-example.ts";

export const escalationPath = defineSetCheck({
  id: "rbac/escalation-path",
  aliases: [],
  title: { en: "Subject can make itself cluster administrator", ja: "クラスター管理者に昇格できる主体がある" },
  severity: "medium",
  why: {
    en: "Permissions that look harmless one by one add up: each step uses only what the API server allows.",
    ja: "個々には問題なく見える権限も、組み合わせると昇格に使えます。各手順は、API サーバーが許可する操作だけで実行できます。",
  },
  remediation: {
    en: "Break the chain at its first step: sekisho rbac paths SUBJECT shows every chain with the rules that allow it.",
    ja: "最初の手順を断ってください。sekisho rbac paths SUBJECT で、すべての経路とそれを許可するルールを確認できます。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Kubernetes RBAC - privilege escalation risks",
    "MITRE ATT&CK T1098.006, Additional Container Cluster Roles",
  ],
  examples: {
    fail: [
      heldEverywhere("{ apiGroups: [apps], resources: [deployments], verbs: [create] }"),
      heldEverywhere(
        "{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind, get] }",
        "{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create] }",
      ),
      heldEverywhere('{ apiGroups: [""], resources: [groups, users], verbs: [impersonate] }'),
    ],
    pass: [
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: tool }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
      heldEverywhere("{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind, get] }"),
      heldEverywhere('{ apiGroups: [""], resources: [groups], resourceNames: [dev], verbs: [impersonate] }'),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
    ],
  },
  isAbout: hasPermissions,
  evaluate(set) {
    const graph = findPermissionGraph(set);
    if (graph === undefined) return [];
    const map = escalationMapOf(graph);
    return [...graph.principals].flatMap(([name, principal]): readonly SetViolation[] => {
      const path = findPath(principal, graph, map);
      const object = path && findWritten(path, graph.bindingsOf.get(name))?.binding.object;
      if (path === undefined || object === undefined) return [];
      return [{ object, pointer: "/roleRef/name", detail: `principal:${name}`, message: describe(name, path) }];
    });
  },
});

/** Finds the shortest way that the set opens to a principal. What a group opens to its members is said of the group alone. */
function findPath(principal: Principal, graph: PermissionGraph, map: EscalationMap): EscalationPath | undefined {
  // Of a cluster administrator nothing else is given: rbac/cluster-admin names it.
  const paths = map.pathsFrom(principal).filter(([first]) => first?.technique !== "administer");
  const [shortest] = paths;
  if (shortest === undefined || findWritten(shortest) === undefined) return undefined;
  const bindings = graph.bindingsOf.get(describePrincipal(principal)) ?? [];
  const own = paths.find((path) => path.length === shortest.length && isGivenBy(bindings, findWritten(path, bindings)));
  const isOfGroup = groupsOf(principal).some(
    (group) => graph.principals.has(describePrincipal(group)) && map.distanceOf(group) !== undefined,
  );
  return own ?? (isOfGroup ? undefined : shortest);
}

/** Finds what a binding of the set allows of the first step, rather by one of the bindings that are asked for. */
function findWritten(path: EscalationPath, bindings: readonly AccessBinding[] = []): HeldPower | undefined {
  const written = path[0]?.powers.filter(({ binding }) => binding.object !== undefined && !binding.isDefault) ?? [];
  return written.find((held) => isGivenBy(bindings, held)) ?? written[0];
}

function isGivenBy(bindings: readonly AccessBinding[], held: HeldPower | undefined): boolean {
  return held !== undefined && bindings.includes(held.binding);
}

/** The call that shows each step with its rules is in the remediation. */
function describe(name: string, path: EscalationPath): Text {
  const way = path.map(({ technique, to }) => ({ text: techniqueTexts[technique], to }));
  const en = way.map(({ text, to }) => (to === goal ? text.en : `${text.en} (${to})`)).join(", then ");
  const ja = way.map(({ text, to }) => (to === goal ? text.ja : `${text.ja}（${to}）`)).join("、次に");
  return {
    en: `${name} can become cluster administrator: it ${en}.`,
    ja: `${name} はクラスター管理者に昇格できます: ${ja}。`,
  };
}
