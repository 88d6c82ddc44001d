import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { AccessMap } from "../../model/access-map.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { type AccessMapLimits, accessMapOf } from "./access-map.ts";

const rbac = "rbac.authorization.k8s.io";
const pod = (name: string, account: string) =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\n` +
  `spec: { serviceAccountName: ${account}, containers: [{ name: main }] }\n`;
const role = (kind: string, namespace: string, rules: string) =>
  `---\napiVersion: ${rbac}/v1\nkind: ${kind}\nmetadata: { name: reader${namespace} }\nrules: ${rules}\n`;
const binding = (kind: string, where: string, subjects: string) =>
  `---\napiVersion: ${rbac}/v1\nkind: ${kind}\nmetadata: { name: readers${where} }\n` +
  `roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: reader }\nsubjects: ${subjects}\n`;
/** Into web from everywhere by TCP 80, out of web nowhere. */
const policy = `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: 80 }] }] }\n`;
const reader = role(
  "ClusterRole",
  "",
  '[{ apiGroups: ["", apps], resources: [pods, deployments], verbs: [get, list] }]',
);
const ofShop = binding("RoleBinding", ", namespace: shop", "[{ kind: ServiceAccount, name: web, namespace: shop }]");

function mapOf(yaml: string, limits?: AccessMapLimits): AccessMap {
  const { objects } = readObjects(parseYamlSource(yaml), { path: "a.yaml" });
  return accessMapOf(createManifestSet(objects), limits);
}

function linesOf({ peers, ports, connections }: AccessMap): readonly string[] {
  return connections.map(([from, to, port]) => `${peers[from]} > ${peers[to]}: ${ports[port]}`);
}

describe("connections", () => {
  test("stand for what the policies allow", () => {
    const map = mapOf(pod("web", "web") + pod("db", "db") + policy);

    // Counted by hand: db is open, web takes TCP 80 from everybody and sends nothing.
    expect(linesOf(map)).toEqual([
      "0.0.0.0/0 > shop/db[Pod]: All",
      "0.0.0.0/0 > shop/web[Pod]: TCP 80",
      "shop/db[Pod] > 0.0.0.0/0: All",
      "shop/db[Pod] > shop/web[Pod]: TCP 80",
    ]);
    expect(map).toMatchObject({ workloads: 2, isWhole: true, subjects: [] });
    expect(map.peers.slice(0, 2)).toEqual(["shop/db[Pod]", "shop/web[Pod]"]);
  });

  test("beyond the limit are left out, and it is said", () => {
    const map = mapOf(pod("web", "web") + pod("db", "db"), { connections: 3, grants: 10 });

    expect(map.connections).toHaveLength(3);
    expect(map).toMatchObject({ workloads: 2, isWhole: false });
  });

  test("of an empty set are none", () => {
    expect(mapOf("")).toEqual({
      schemaVersion: 1,
      peers: [],
      workloads: 0,
      ports: [],
      connections: [],
      subjects: [],
      isWhole: true,
    });
  });
});

describe("subjects", () => {
  test("have what bindings give, where it holds, and the workloads that run as them", () => {
    expect(mapOf(pod("web", "web") + pod("api", "web") + reader + ofShop).subjects).toEqual([
      {
        name: "ServiceAccount:shop/web",
        workloads: ["shop/api[Pod]", "shop/web[Pod]"],
        wayToAdministrator: [],
        grants: [
          {
            verbs: ["get", "list"],
            resources: ["pods", "pods.apps", "deployments", "deployments.apps"],
            names: [],
            namespace: "shop",
            binding: "RoleBinding shop/readers",
            role: "ClusterRole reader",
          },
        ],
      },
    ]);
  });

  test("addresses are told from resources", () => {
    const rules = '[{ nonResourceURLs: ["*"], verbs: [get] }, { nonResourceURLs: [/healthz], verbs: [get] }]';
    const bound = binding("ClusterRoleBinding", "", `[{ kind: Group, name: dev, apiGroup: ${rbac} }]`);
    const [subject] = mapOf(role("ClusterRole", "", rules) + bound).subjects;

    expect(subject?.grants.map(({ resources }) => resources)).toEqual([["/*"], ["/healthz"]]);
  });

  test.each([
    {
      name: "an administrator is one already",
      rules: '[{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]',
      expected: ["is cluster administrator"],
    },
    {
      // Who may bind roles binds cluster-admin to himself.
      name: "who may bind roles is one step away",
      rules: `[{ apiGroups: [${rbac}], resources: [clusterrolebindings, clusterroles], verbs: [create, bind] }]`,
      expected: ["binds itself to cluster-admin"],
    },
  ])("$name", ({ rules, expected }) => {
    const bound = binding("ClusterRoleBinding", "", `[{ kind: User, name: jane, apiGroup: ${rbac} }]`);
    const [subject] = mapOf(role("ClusterRole", "", rules) + bound).subjects;

    expect(subject).toMatchObject({ name: "User:jane", workloads: [] });
    expect(subject?.wayToAdministrator.map(({ does }) => does.en)).toEqual(expected);
    expect(subject?.grants[0]?.namespace).toBeNull();
  });

  test("beyond the limit are left out, and it is said", () => {
    expect(mapOf(reader + ofShop, { connections: 10, grants: 0 })).toMatchObject({ subjects: [], isWhole: false });
  });
});
