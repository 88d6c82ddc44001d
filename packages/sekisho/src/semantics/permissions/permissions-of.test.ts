import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects, toObject } from "../kubernetes/read-objects.ts";
import { permissionGraphOf } from "./create-permission-graph.ts";
import type { PermissionGraph } from "./permission-graph.ts";
import { isAllowed, whatCan, whoCan } from "./permissions-of.ts";
import { describeRule } from "./policy-rule.ts";
import { describePrincipal, parsePrincipal } from "./principal.ts";
import { toAccessRequest } from "./resource-request.ts";

const rbac = "rbac.authorization.k8s.io";

function graphOf(...manifests: readonly string[]): PermissionGraph {
  const text = manifests.map((manifest) => `apiVersion: ${rbac}/v1\n${manifest}\n`).join("---\n");
  return permissionGraphOf(createManifestSet(readObjects(parseYamlSource(text), { path: "a.yaml" }).objects));
}

function binding(where: string, role: string, subject: string): string {
  const kind = where === "" ? "ClusterRoleBinding" : "RoleBinding";
  const [roleKind = "", roleName = ""] = role.split(" ");
  return `kind: ${kind}
metadata: { name: b${where === "" ? "" : `, namespace: ${where}`} }
roleRef: { apiGroup: ${rbac}, kind: ${roleKind}, name: "${roleName}" }
subjects: [${subject}]`;
}

const reader = `kind: ClusterRole
metadata: { name: reader }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get] }]`;
const account = "{ kind: ServiceAccount, namespace: shop, name: web }";

function holdersOf(graph: PermissionGraph, asked: string, namespace?: string): readonly string[] {
  const [verb = "", resource = "", name = ""] = asked.split(" ");
  const filter = { withDefaults: false, ...(namespace === undefined ? {} : { namespace }) };
  const grants = whoCan(graph, toAccessRequest(verb, resource, name), filter);
  return grants.map(({ subject }) => describePrincipal(subject));
}

describe("whoCan", () => {
  // Kubernetes documentation, "Using RBAC Authorization": RoleBinding and ClusterRoleBinding, Referring to subjects,
  // Aggregated ClusterRoles, User-facing roles.
  test.each([
    {
      name: "everywhere",
      manifests: [reader, binding("", "ClusterRole reader", account)],
      namespace: "x",
      expected: 1,
    },
    {
      name: "in its namespace",
      manifests: [reader, binding("shop", "ClusterRole reader", account)],
      namespace: "shop",
      expected: 1,
    },
    {
      name: "not in another",
      manifests: [reader, binding("shop", "ClusterRole reader", account)],
      namespace: "x",
      expected: 0,
    },
    {
      name: "a role of another namespace is another role",
      manifests: [
        reader.replace("ClusterRole", "Role").replace("reader", "reader, namespace: other"),
        binding("shop", "Role reader", account),
      ],
      expected: 0,
    },
    {
      name: "a Role cannot be bound everywhere",
      manifests: [reader.replace("ClusterRole", "Role"), binding("", "Role reader", account)],
      expected: 0,
    },
    { name: "a role that is missing", manifests: [binding("", "ClusterRole absent", account)], expected: 0 },
    { name: "no subjects", manifests: [reader, binding("", "ClusterRole reader", "")], expected: 0 },
    {
      name: "a service account without a namespace, everywhere",
      manifests: [reader, binding("", "ClusterRole reader", "{ kind: ServiceAccount, name: web }")],
      expected: 0,
    },
    {
      name: "a service account without a namespace, in one",
      manifests: [reader, binding("shop", "ClusterRole reader", "{ kind: ServiceAccount, name: web }")],
      expected: 1,
    },
    {
      name: "subjects that are none",
      manifests: [reader, binding("", "ClusterRole reader", "null, 3, { kind: Robot, name: x }, { kind: User }")],
      expected: 0,
    },
    {
      name: "rules that are none",
      manifests: [
        "kind: ClusterRole\nmetadata: { name: reader }\nrules: [null, 3, { verbs: 5 }, []]",
        binding("", "ClusterRole reader", account),
      ],
      expected: 0,
    },
    { name: "edit reads Secrets", manifests: [binding("shop", "ClusterRole edit", account)], expected: 1 },
    { name: "view does not", manifests: [binding("shop", "ClusterRole view", account)], expected: 0 },
    {
      name: "view does, when a role of the set is aggregated to it",
      manifests: [
        reader.replace("name: reader", `name: reader, labels: { ${rbac}/aggregate-to-view: "true" }`),
        binding("shop", "ClusterRole view", account),
      ],
      expected: 1,
    },
    {
      name: "one of two roles with one name does",
      manifests: [
        "kind: ClusterRole\nmetadata: { name: reader }\nrules: []",
        reader,
        binding("", "ClusterRole reader", account),
      ],
      expected: 1,
    },
    {
      name: "another group of the same resource",
      manifests: [reader, binding("", "ClusterRole reader", account)],
      asked: "get secrets.example.com",
      expected: 0,
    },
    {
      name: "a resource of the cluster by a RoleBinding",
      manifests: [reader.replace("secrets", "nodes"), binding("shop", "ClusterRole reader", account)],
      asked: "get nodes",
      expected: 0,
    },
  ])("$name", ({ manifests, asked = "get secret", namespace, expected }) => {
    expect(holdersOf(graphOf(...manifests), asked, namespace)).toHaveLength(expected);
  });

  test("knows what every cluster has", () => {
    const grants = whoCan(graphOf(), toAccessRequest("delete", "nodes", ""), { withDefaults: true });
    // Kubernetes 1.36, bootstrap policy: cluster-admin, and the controllers that have delete on nodes or on everything.
    expect(grants.map(({ subject }) => describePrincipal(subject)).toSorted()).toEqual([
      "Group:system:masters",
      "ServiceAccount:kube-system/generic-garbage-collector",
      "ServiceAccount:kube-system/namespace-controller",
      "ServiceAccount:kube-system/node-controller",
    ]);
  });
});

describe("whatCan", () => {
  test("gives what comes by groups too", () => {
    const graph = graphOf(
      reader,
      binding("", "ClusterRole reader", "{ kind: Group, name: system:serviceaccounts:shop }"),
    );
    const principal = parsePrincipal("ServiceAccount:shop/web");
    const other = parsePrincipal("ServiceAccount:other/web");
    if (principal === undefined || other === undefined) throw new Error("no principal");

    const grants = whatCan(graph, principal, { withDefaults: false });

    expect(grants.map(({ written }) => describeRule(written.rule))).toEqual(["get secrets"]);
    const request = toAccessRequest("get", "secrets", "");
    expect(isAllowed(graph, principal, { request, namespace: "" })).toBe(true);
    expect(isAllowed(graph, other, { request, namespace: "" })).toBe(false);
  });

  test("a role of 100,000 rules is read in one go", () => {
    const rules = Array.from({ length: 100_000 }, (_, index) => ({
      apiGroups: [`g${index}`],
      resources: ["r"],
      verbs: ["get"],
    }));
    const type = { apiVersion: `${rbac}/v1`, kind: "ClusterRole" };
    const role = toObject({ ...type, metadata: { name: "reader" }, rules }, type, {
      path: "a.yaml",
      document: 0,
      pointer: "",
    });
    const { set } = graphOf(binding("", "ClusterRole reader", account));

    const graph = permissionGraphOf(createManifestSet([role, ...set.objects]));

    expect(holdersOf(graph, "get r.g99999")).toEqual(["ServiceAccount:shop/web"]);
    expect(holdersOf(graph, "get r.g100000")).toEqual([]);
  });
});
