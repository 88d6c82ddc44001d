import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { findTextAt, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { toObject } from "../kubernetes/read-objects.ts";
import { listConnections } from "./list-connections.ts";
import { computeReachability } from "./reachability.ts";

function setOf(contents: readonly ManifestMap[]) {
  const objects = contents.map((content, document) => {
    const apiVersion = findTextAt(content, "apiVersion") ?? "";
    const kind = findTextAt(content, "kind") ?? "";
    return toObject(content, { apiVersion, kind }, { path: "example.yaml", document, pointer: "" });
  });
  return createManifestSet(objects);
}

function podOf(name: string, labels: Readonly<Record<string, string>>): ManifestMap {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop", labels },
    spec: { containers: [{ name: "main" }] },
  };
}

const policyKinds: readonly (readonly [string, string])[] = [
  ["networking.k8s.io/v1", "NetworkPolicy"],
  ["policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy"],
  ["policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy"],
  ["policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy"],
  ["projectcalico.org/v3", "GlobalNetworkPolicy"],
  ["cilium.io/v2", "CiliumNetworkPolicy"],
];

/** Values with the names that policies use, in places where they do not belong. */
const key = fc.constantFrom(
  "podSelector",
  "namespaceSelector",
  "matchLabels",
  "matchExpressions",
  "key",
  "operator",
  "values",
  "ingress",
  "egress",
  "from",
  "to",
  "ports",
  "port",
  "endPort",
  "protocol",
  "ipBlock",
  "cidr",
  "except",
  "policyTypes",
  "subject",
  "namespaces",
  "pods",
  "action",
  "priority",
  "tier",
  "networks",
  "selector",
  "source",
  "destination",
  "nets",
  "types",
  "order",
  "endpointSelector",
  "fromEndpoints",
  "toPorts",
  "toCIDRSet",
  "fromEntities",
  "ingressDeny",
  "portNumber",
  "__proto__",
);
const leaf: fc.Arbitrary<ManifestValue> = fc.oneof(
  fc.constantFrom<ManifestValue>(
    null,
    true,
    0,
    80,
    -1,
    1e9,
    "",
    "Allow",
    "Deny",
    "Pass",
    "Ingress",
    "Egress",
    "In",
    "Exists",
  ),
  fc.constantFrom<ManifestValue>("TCP", "10.0.0.0/8", "::/0", "all()", "has(a)", "Admin", "world", "app"),
);
const { value } = fc.letrec<{ value: ManifestValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));

test("policies of any shape are reckoned with or reported, and break nothing", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...policyKinds),
      fc.dictionary(key, value, { maxKeys: 6 }),
      ([apiVersion, kind], spec) => {
        const policy = { apiVersion, kind, metadata: { name: "policy", namespace: "shop" }, spec };
        const set = setOf([podOf("a", { app: "a" }), podOf("b", { app: "b" }), policy]);
        const connections = [...listConnections(set, computeReachability(set))];
        for (const { ports } of connections) expect(ports).toMatch(/^(?:All|(?:(?:SCTP|TCP|UDP) [\d,-]+;?)+)$/);
      },
    ),
    { numRuns: 300 },
  );
});

describe("properties of NetworkPolicy", () => {
  const selector = fc.constantFrom<ManifestMap>({}, { matchLabels: { app: "a" } }, { matchLabels: { app: "b" } });
  const peer = fc.oneof(
    selector.map((podSelector): ManifestMap => ({ podSelector })),
    fc.constantFrom<ManifestMap>({ ipBlock: { cidr: "10.0.0.0/8" } }, { namespaceSelector: {} }),
  );
  const rule = (side: string) =>
    fc.record({
      [side]: fc.array(peer, { maxLength: 2 }),
      ports: fc.array(fc.constantFrom({ port: 80 }, { port: 53, protocol: "UDP" }), { maxLength: 2 }),
    });
  const policy = fc.record({
    podSelector: selector,
    policyTypes: fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]),
    ingress: fc.array(rule("from"), { maxLength: 2 }),
    egress: fc.array(rule("to"), { maxLength: 2 }),
  });
  const pods = [podOf("a", { app: "a" }), podOf("b", { app: "b" }), podOf("c", { app: "c" })];
  const linesOf = (specs: readonly ManifestMap[]) => {
    const policies = specs.map((spec, index) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `policy-${index}`, namespace: "shop" },
      spec,
    }));
    const set = setOf([...pods, ...policies]);
    return [...listConnections(set, computeReachability(set))];
  };

  test("their order does not matter", () => {
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 4 }), (specs) => {
        expect(linesOf(specs.toReversed())).toEqual(linesOf(specs));
      }),
      { numRuns: 60 },
    );
  });

  test("what both sides say one by one is what is allowed", () => {
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 4 }), (specs) => {
        const objects = specs.map((spec) => ({
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "p", namespace: "shop" },
          spec,
        }));
        const { groups, connectionsFrom, allowedBy, table } = computeReachability(setOf([...pods, ...objects]));
        for (const from of groups.keys()) {
          const found = new Map(connectionsFrom(from).map(({ to, connection }) => [to, connection]));
          for (const to of groups.keys()) {
            const both = table.intersect(allowedBy("egress", from, to), allowedBy("ingress", from, to));
            expect(found.get(to) ?? table.none).toBe(both);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
