import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { escalationPath } from "./escalation-path.ts";

const rbac = "rbac.authorization.k8s.io";
const jane = "{ kind: User, name: jane }";
const authenticated = '{ kind: Group, name: "system:authenticated" }';

function bind(role: string, ...subjects: readonly string[]): string {
  return `apiVersion: ${rbac}/v1
kind: ClusterRoleBinding
metadata: { name: ${role} }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: ${role} }
subjects: [${subjects.join(", ")}]
---
`;
}

function judge(manifests: string): readonly (string | undefined)[] {
  const { objects } = readObjects(parseYamlSource(manifests), { path: "a.yaml" });
  const set = createManifestSet(objects);
  return escalationPath.evaluate(set, { set, parameters: {} }).map(({ detail }) => detail);
}

const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [] }\n---\n";
const half = `apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: half }
rules: [{ apiGroups: [${rbac}], resources: [clusterroles], verbs: [bind, get] }]
---
`;
const otherHalf = `apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: other-half }
rules: [{ apiGroups: [${rbac}], resources: [clusterrolebindings], verbs: [create] }]
---
`;

describe("who is named", () => {
  // Every user and service account is a member of system:authenticated: Kubernetes documentation, "Authenticating".
  // Binding any role needs the verb bind and the creation of a binding: "Using RBAC Authorization", Privilege
  // escalation prevention.
  test.each([
    { name: "one user", manifests: bind("edit", jane), expected: ["principal:User:jane"] },
    {
      name: "a group, and of its members nobody, not even those that Kubernetes brings along",
      manifests: bind("edit", authenticated) + bind("view", jane) + pod,
      expected: ["principal:Group:system:authenticated"],
    },
    {
      name: "a group, and a member that is named beside it",
      manifests: bind("edit", authenticated, jane),
      expected: ["principal:Group:system:authenticated", "principal:User:jane"],
    },
    {
      name: "a member that has one half by its group and one by its own name",
      manifests: half + otherHalf + bind("half", authenticated) + bind("other-half", jane),
      expected: ["principal:User:jane"],
    },
    {
      name: "a member that has a half of its own by each of two groups, of which neither has a way",
      manifests:
        half +
        otherHalf +
        pod +
        bind("half", '{ kind: Group, name: "system:serviceaccounts:shop" }') +
        bind("other-half", '{ kind: User, name: "system:serviceaccount:shop:default" }'),
      expected: ["principal:ServiceAccount:shop/default"],
    },
  ])("$name", ({ manifests, expected }) => {
    const details = judge(manifests);

    expect(new Set(details)).toEqual(new Set(expected));
  });
});
