import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { readFlows } from "../flows/read-flows.ts";
import { resolveFlows } from "../flows/resolve-flows.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { generatePolicies } from "./generate-policies.ts";
import { provePolicies } from "./prove-policies.ts";
import { computeReachability } from "./reachability.ts";

const pod = (name: string, labels: string, more = "") =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { ${labels} } }\n` +
  `spec: { ${more} containers: [{ name: main, ports: [{ name: http, containerPort: 8080 }] }] }\n`;

const shop =
  pod("web", "app: web, tier: front") +
  pod("db", "app: db, tier: data") +
  "---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }\n" +
  "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: old, namespace: shop }\nspec: { podSelector: {}, ingress: [{}] }\n";

function generate(yaml: string, flows: readonly unknown[]) {
  const set = createManifestSet(readObjects(parseYamlSource(yaml), { path: "example.yaml" }).objects);
  const reading = readFlows(flows.map((flow) => JSON.stringify(flow)).join("\n"));
  const reachability = computeReachability(set);
  const resolved = resolveFlows(set, reachability, reading.flows);
  const policies = generatePolicies(reachability, resolved.flows);
  const proof = provePolicies(set, resolved.flows, policies);
  return { set, flows: resolved.flows, policies, proof, problems: [...reading.problems, ...resolved.problems] };
}

describe("generated policies", () => {
  test("allow the flows of every source and nothing else; older policies do not count", () => {
    const { policies, proof, problems } = generate(shop, [
      { from: "shop/web", to: "shop/db", port: 5432 },
      { from: "web", to: "203.0.113.7", port: 443, protocol: "TCP" },
      { from: "0.0.0.0/0", to: "web", port: 8080 },
      { upstream_cluster: "outbound|80||web.shop.svc.cluster.local", source_workload: "db", source_namespace: "shop" },
      {
        flow: {
          verdict: "FORWARDED",
          source: {
            namespace: "shop",
            labels: ["k8s:app=db", "k8s:tier=data", "k8s:io.kubernetes.pod.namespace=shop"],
          },
          destination: { labels: ["reserved:world"] },
          IP: { source: "10.0.0.1", destination: "198.51.100.1" },
          l4: { UDP: { destination_port: 123 } },
        },
      },
    ]);

    expect(problems).toEqual([]);
    expect(proof).toMatchObject({ missing: [], extra: [], replaced: [{ name: "old" }] });
    expect(policies.map(({ name }) => name)).toEqual(["default-deny", "allow-dns", "allow-web", "allow-db"]);
    // By hand: db is asked by web, asks the pods of the Service web (8080 behind 80), and one address.
    expect(policies[3]?.spec).toEqual({
      podSelector: { matchLabels: { app: "db" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ protocol: "TCP", port: 5432 }] }],
      egress: [
        { to: [{ ipBlock: { cidr: "198.51.100.1/32" } }], ports: [{ protocol: "UDP", port: 123 }] },
        { to: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ protocol: "TCP", port: 8080 }] },
      ],
    });
  });

  test("tell a pod apart from one that has its labels and more", () => {
    const yaml = pod("one", "app: web") + pod("two", "app: web, canary: really") + pod("db", "app: db");

    const { proof, policies } = generate(yaml, [{ from: "shop/one", to: "shop/db", port: 1 }]);

    expect(proof).toEqual({ missing: [], extra: [], replaced: [] });
    expect(policies.find(({ name }) => name === "allow-one")?.spec["podSelector"]).toEqual({
      matchLabels: { app: "web" },
      matchExpressions: [{ key: "canary", operator: "DoesNotExist" }],
    });
  });

  test("are not called proved where labels cannot tell pods apart, nor where pods stand on their nodes' network", () => {
    const twins = pod("one", "app: web") + pod("two", "app: web").replace("8080", "9090") + pod("db", "app: db");
    const onHost = pod("agent", "app: agent", "hostNetwork: true,") + pod("db", "app: db");

    expect(generate(twins, [{ from: "shop/one", to: "shop/db", port: 1 }]).proof).toEqual({
      missing: [],
      extra: [{ from: "shop/two[Pod]", to: "shop/db[Pod]", ports: "TCP 1", decidedBy: [] }],
      replaced: [],
    });
    expect(generate(onHost, [{ from: "shop/agent", to: "shop/db", port: 1 }]).proof.missing).toEqual([
      { from: "shop/agent[Pod]", to: "shop/db[Pod]", ports: "TCP 1", decidedBy: [] },
    ]);
  });

  test("that allow more or less than the flows are found out", () => {
    const { set, flows, policies } = generate(shop, [{ from: "web", to: "10.0.0.0/24", port: 443 }]);
    const wider = policies.map((policy) =>
      policy.name === "allow-web"
        ? {
            ...policy,
            spec: {
              ...policy.spec,
              egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/23" } }], ports: [{ port: 443 }, { port: 80 }] }],
            },
          }
        : policy,
    );

    expect(provePolicies(set, flows, wider).extra).toEqual([
      { from: "shop/web[Pod]", to: "10.0.0.0/24", ports: "TCP 80", decidedBy: [] },
      { from: "shop/web[Pod]", to: "10.0.1.0/24", ports: "TCP 80,443", decidedBy: [] },
    ]);
    expect(provePolicies(set, flows, policies.slice(0, 2)).missing).toEqual([
      { from: "shop/web[Pod]", to: "10.0.0.0/24", ports: "TCP 443", decidedBy: [] },
    ]);
  });
});

describe("policies for the whole cluster stay where they are", () => {
  const workloads = pod("web", "app: web") + pod("db", "app: db") + pod("watch", "app: watch");
  const admin = (kind: string, spec: string) =>
    `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: base }\nspec: { ${kind.startsWith("Baseline") ? "" : "priority: 1, "}subject: { namespaces: {} }, ${spec} }\n`;
  const peer = (app: string) => `{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: ${app} } } } }`;
  const flows = [{ from: "shop/web", to: "shop/db", port: 5432 }];

  // Source: Network Policy API. An AdminNetworkPolicy decides before NetworkPolicies unless it passes; a
  // BaselineAdminNetworkPolicy decides only on pods that no NetworkPolicy isolates.
  test.each([
    {
      name: "one that refuses a flow",
      policy: admin("AdminNetworkPolicy", `ingress: [{ action: Deny, from: [${peer("web")}] }]`),
      missing: ["shop/web[Pod] → shop/db[Pod] TCP 5432 by AdminNetworkPolicy base"],
      extra: [],
    },
    {
      name: "one that refuses a flow at its sender",
      policy: admin("AdminNetworkPolicy", `egress: [{ action: Deny, to: [${peer("db")}] }]`),
      missing: ["shop/web[Pod] → shop/db[Pod] TCP 5432 by AdminNetworkPolicy base"],
      extra: [],
    },
    {
      name: "one that allows more, at both ends",
      policy: admin(
        "AdminNetworkPolicy",
        `ingress: [{ action: Allow, from: [${peer("watch")}], ports: [{ portNumber: { protocol: TCP, port: 9090 } }] }], egress: [{ action: Allow, to: [${peer("db")}], ports: [{ portNumber: { protocol: TCP, port: 9090 } }] }]`,
      ),
      missing: [],
      extra: ["shop/watch[Pod] → shop/db[Pod] TCP 9090 by AdminNetworkPolicy base"],
    },
    {
      name: "one that allows more at one end, which the generated policies refuse at the other",
      policy: admin("AdminNetworkPolicy", `ingress: [{ action: Allow, from: [${peer("watch")}] }]`),
      missing: [],
      extra: [],
    },
    {
      name: "one that passes everything on",
      policy: admin("AdminNetworkPolicy", "ingress: [{ action: Pass, from: [{ namespaces: {} }] }]"),
      missing: [],
      extra: [],
    },
    {
      name: "a baseline that refuses everything",
      policy: admin("BaselineAdminNetworkPolicy", "ingress: [{ action: Deny, from: [{ namespaces: {} }] }]"),
      missing: [],
      extra: [],
    },
    {
      name: "one of Calico that is asked first",
      policy:
        "---\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: base }\nspec: { order: 1, selector: app == 'db', types: [Ingress], ingress: [{ action: Deny, source: { selector: app == 'web' } }] }\n",
      missing: ["shop/web[Pod] → shop/db[Pod] TCP 5432 by GlobalNetworkPolicy base"],
      extra: [],
    },
  ])("$name", ({ policy, missing, extra }) => {
    const { proof } = generate(workloads + policy, flows);

    const named = (connections: typeof proof.missing) =>
      connections.map(({ from, to, ports, decidedBy }) => `${from} → ${to} ${ports} by ${decidedBy.join(", ")}`);
    expect({ missing: named(proof.missing), extra: named(proof.extra) }).toEqual({ missing, extra });
    expect(proof.replaced).toEqual([]);
  });
});

describe("lists of flows", () => {
  const cases: readonly { name: string; text: string; flows: number; problems: readonly number[] }[] = [
    { name: "a list", text: '[{ "from": "a", "to": "b", "port": 1 }, 5]', flows: 1, problems: [2] },
    {
      name: "a list below a key",
      text: '{ "flows": [{ "from": "a", "to": "b", "port": 1 }] }',
      flows: 1,
      problems: [],
    },
    {
      name: "broken lines",
      text: '{ "from": "a", "to": "b", "port": 1 }\n{ "from": \n\nnull\n{ "x": 1 }',
      flows: 1,
      problems: [2, 4, 5],
    },
    {
      name: "wrong fields",
      text: '[{ "from": "a", "to": "b", "port": 70000 }, { "from": 1, "to": "b", "port": 1 }, { "from": "a", "to": "b", "port": 1, "protocol": "ICMP" }]',
      flows: 0,
      problems: [1, 2, 3],
    },
    {
      name: "what was dropped, answers, and other layers",
      text: '{ "flow": { "verdict": "DROPPED" } }\n{ "flow": { "verdict": "FORWARDED", "is_reply": true } }\n{ "flow": { "verdict": "FORWARDED", "l4": { "ICMPv4": {} } } }\n{ "upstream_cluster": "inbound|8080||" }',
      flows: 0,
      problems: [],
    },
    {
      name: "a sender that is not named",
      text: '{ "upstream_cluster": "outbound|80||a.b.svc.cluster.local" }',
      flows: 0,
      problems: [1],
    },
    {
      name: "names that mean something to JavaScript",
      text: '{ "__proto__": { "from": "a" }, "to": "b" }',
      flows: 0,
      problems: [1],
    },
    {
      name: "a deep value",
      text: `{ "from": ${"[".repeat(100_000)}${"]".repeat(100_000)}, "to": "b" }`,
      flows: 0,
      problems: [1],
    },
    { name: "nothing", text: "", flows: 0, problems: [] },
  ];
  test.each(cases)("$name", ({ text, flows, problems }) => {
    const reading = readFlows(text);

    expect(reading.flows).toHaveLength(flows);
    expect(reading.problems.map(({ place }) => place)).toEqual(problems);
  });
});
