import { describe, expect, test } from "vitest";
import { connectionsOf, pod, two } from "./fixtures/connections-of.ts";

const networkPolicy = (namespace: string, spec: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: ${namespace} }\nspec: ${spec}\n`;

const adminPolicy = (kind: string, spec: string) =>
  `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: policy }\nspec: ${spec}\n`;

const open = ["0.0.0.0/0 => ns/a[Pod] : All", "0.0.0.0/0 => ns/b[Pod] : All", "ns/a[Pod] => 0.0.0.0/0 : All"];

describe("connections between pods", () => {
  // Counted by hand from the API's documentation of NetworkPolicy v1.
  const cases: readonly { name: string; yaml: string; lines: readonly string[]; problems?: readonly string[] }[] = [
    {
      name: "without a policy everything is allowed",
      yaml: two,
      lines: [...open, "ns/a[Pod] => ns/b[Pod] : All", "ns/b[Pod] => 0.0.0.0/0 : All", "ns/b[Pod] => ns/a[Pod] : All"],
    },
    {
      name: "an empty selector with no rules refuses everything that comes in",
      yaml: two + networkPolicy("ns", "{ podSelector: {} }"),
      lines: ["ns/a[Pod] => 0.0.0.0/0 : All", "ns/b[Pod] => 0.0.0.0/0 : All"],
    },
    {
      name: "egress rules without policyTypes refuse in both directions what they do not allow",
      yaml: two + networkPolicy("ns", "{ podSelector: {}, egress: [{ ports: [{ port: 53 }] }] }"),
      lines: ["ns/a[Pod] => 0.0.0.0/0 : TCP 53", "ns/b[Pod] => 0.0.0.0/0 : TCP 53"],
    },
    {
      name: "an empty egress section without policyTypes is none: the API server makes the policy one of ingress",
      yaml: two + networkPolicy("ns", "{ podSelector: {}, egress: [] }"),
      lines: ["ns/a[Pod] => 0.0.0.0/0 : All", "ns/b[Pod] => 0.0.0.0/0 : All"],
      problems: ["network/section-without-effect /spec/egress"],
    },
    {
      name: "policyTypes win over sections",
      yaml: two + networkPolicy("ns", "{ podSelector: {}, policyTypes: [Egress], ingress: [{}], egress: [{}] }"),
      problems: ["network/section-without-effect /spec/ingress"],
      lines: [...open, "ns/a[Pod] => ns/b[Pod] : All", "ns/b[Pod] => 0.0.0.0/0 : All", "ns/b[Pod] => ns/a[Pod] : All"],
    },
    {
      name: "an empty list of peers, as a missing one, leaves nobody out; ports are those of the receiver's names",
      yaml:
        two +
        networkPolicy(
          "ns",
          "{ podSelector: { matchLabels: { app: b } }, ingress: [{ from: [], ports: [{ port: http }] }], policyTypes: [Ingress] }",
        ),
      lines: [
        "0.0.0.0/0 => ns/a[Pod] : All",
        "0.0.0.0/0 => ns/b[Pod] : TCP 8080",
        "ns/a[Pod] => 0.0.0.0/0 : All",
        "ns/a[Pod] => ns/b[Pod] : TCP 8080",
        "ns/b[Pod] => 0.0.0.0/0 : All",
        "ns/b[Pod] => ns/a[Pod] : All",
      ],
    },
    {
      name: "address blocks with exceptions, port ranges, SCTP, a protocol without ports",
      yaml:
        pod("a", "ns") +
        networkPolicy(
          "ns",
          "{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.128.0.0/9] } }], ports: [{ port: 80, endPort: 90 }, { port: 1, protocol: SCTP }, { protocol: UDP }] }] }",
        ),
      lines: ["ns/a[Pod] => 10.0.0.0/9 : SCTP 1;TCP 80-90;UDP 1-65535"],
    },
    {
      name: "a namespace is known by its name label without a Namespace object; both selectors have to hold",
      yaml:
        pod("a", "ns") +
        pod("b", "m") +
        pod("c", "m") +
        networkPolicy(
          "ns",
          "{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: m } }, podSelector: { matchLabels: { app: b } } }] }] }",
        ),
      lines: [
        "0.0.0.0/0 => m/b[Pod] : All",
        "0.0.0.0/0 => m/c[Pod] : All",
        "m/b[Pod] => 0.0.0.0/0 : All",
        "m/b[Pod] => m/c[Pod] : All",
        "m/b[Pod] => ns/a[Pod] : All",
        "m/c[Pod] => 0.0.0.0/0 : All",
        "m/c[Pod] => m/b[Pod] : All",
      ],
    },
    {
      name: "labels do not recognise pods on their nodes' network, and policies do not hold for them",
      yaml:
        pod("a", "ns") +
        pod("b", "ns", "hostNetwork: true,") +
        networkPolicy(
          "ns",
          "{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }] }], egress: [{}] }",
        ),
      lines: [
        "0.0.0.0/0 => ns/b[Pod] : All",
        "ns/a[Pod] => 0.0.0.0/0 : All",
        "ns/a[Pod] => ns/b[Pod] : All",
        "ns/b[Pod] => 0.0.0.0/0 : All",
      ],
    },
    {
      name: "NotIn matches where the label is missing",
      yaml:
        two +
        networkPolicy(
          "ns",
          "{ podSelector: { matchExpressions: [{ key: env, operator: NotIn, values: [x] }] }, policyTypes: [Ingress, Egress] }",
        ),
      lines: [],
    },
    {
      name: "addresses of IPv6 are told apart when a policy names some",
      yaml:
        pod("a", "ns") +
        networkPolicy(
          "ns",
          "{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ to: [{ ipBlock: { cidr: 'fd00::/8' } }] }] }",
        ),
      lines: ["ns/a[Pod] => fd00::/8 : All"],
    },
  ];
  test.each(cases)("$name", ({ yaml, lines, problems = [] }) => {
    expect(connectionsOf(yaml)).toEqual({ lines, problems });
  });
});

describe("policies of administrators", () => {
  const subject = "subject: { namespaces: {} }";
  const cases: readonly { name: string; yaml: string; lines: readonly string[] }[] = [
    {
      // Network Policy API: a lower number is asked first, what it decides is final.
      name: "the lower priority decides; Pass leaves it to NetworkPolicy, which leaves nothing to the baseline",
      yaml:
        two +
        adminPolicy(
          "AdminNetworkPolicy",
          `{ priority: 1, ${subject}, ingress: [{ action: Allow, from: [{ namespaces: {} }], ports: [{ portNumber: { port: 80 } }] }, { action: Pass, from: [{ namespaces: {} }], ports: [{ portRange: { start: 81, end: 90 } }] }] }`,
        ) +
        adminPolicy(
          "AdminNetworkPolicy",
          `{ priority: 2, ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portRange: { start: 1, end: 1000 } }] }] }`,
        ) +
        networkPolicy(
          "ns",
          "{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 85 }, { port: 500 }, { port: 5000 }] }], egress: [{ to: [{ podSelector: {} }] }] }",
        ) +
        adminPolicy(
          "BaselineAdminNetworkPolicy",
          `{ ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
        ),
      lines: ["ns/a[Pod] => ns/b[Pod] : TCP 80,85,5000", "ns/b[Pod] => ns/a[Pod] : TCP 80,85,5000"],
    },
    {
      name: "the baseline decides where no NetworkPolicy selects; addresses are no peers of ingress",
      yaml:
        two +
        adminPolicy(
          "BaselineAdminNetworkPolicy",
          `{ ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }], egress: [{ action: Deny, to: [{ networks: [128.0.0.0/1] }] }] }`,
        ),
      lines: [
        "0.0.0.0/0 => ns/a[Pod] : All",
        "0.0.0.0/0 => ns/b[Pod] : All",
        "ns/a[Pod] => 0.0.0.0/1 : All",
        "ns/b[Pod] => 0.0.0.0/1 : All",
      ],
    },
    {
      name: "a network of all addresses holds those of pods, too; what was passed on before is not asked about",
      yaml:
        two +
        pod("c", "m") +
        adminPolicy(
          "AdminNetworkPolicy",
          `{ priority: 1, ${subject}, egress: [{ action: Pass, to: [{ namespaces: { matchLabels: { kubernetes.io/metadata.name: m } } }] }, { action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }`,
        ),
      lines: [
        "0.0.0.0/0 => m/c[Pod] : All",
        "0.0.0.0/0 => ns/a[Pod] : All",
        "0.0.0.0/0 => ns/b[Pod] : All",
        "ns/a[Pod] => m/c[Pod] : All",
        "ns/b[Pod] => m/c[Pod] : All",
      ],
    },
    {
      name: "ClusterNetworkPolicy of both tiers, with Accept and named ports",
      yaml:
        two +
        `---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: a }\nspec: { tier: Baseline, priority: 0, ${subject}, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/1, 128.0.0.0/1] }] }], ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }\n` +
        `---\napiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: b }\nspec: { tier: Admin, priority: 5, ${subject}, ingress: [{ action: Accept, from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: a } } } }], protocols: [{ destinationNamedPort: http }, { udp: { destinationPort: { number: 53 } } }] }] }\n`,
      lines: [
        "0.0.0.0/0 => ns/a[Pod] : All",
        "0.0.0.0/0 => ns/b[Pod] : All",
        "ns/a[Pod] => ns/b[Pod] : TCP 8080;UDP 53",
      ],
    },
  ];
  test.each(cases)("$name", ({ yaml, lines }) => {
    expect(connectionsOf(yaml)).toEqual({ lines, problems: [] });
  });

  test("a stack of policies decides as np-guard's netpol-analyzer says (anp_test_multiple_anps)", () => {
    const houses = ["gryffindor", "hufflepuff", "ravenclaw", "slytherin"];
    const to = (house: string) =>
      `[{ pods: { namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${house} } } } }]`;
    const port = (protocol: string, number: number) =>
      `, ports: [{ portNumber: { protocol: ${protocol}, port: ${number} } }]`;
    const stack = (priority: number, from: string, rules: readonly string[]) =>
      adminPolicy(
        "AdminNetworkPolicy",
        `{ priority: ${priority}, subject: { namespaces: { matchLabels: { kubernetes.io/metadata.name: ${from} } } }, egress: [${rules.join(", ")}] }`,
      );
    const rule = (action: string, house: string, ports = "") => `{ action: ${action}, to: ${to(house)}${ports} }`;
    const yaml =
      houses.map((house) => pod("p", house)).join("") +
      stack(7, "hufflepuff", [
        rule("Allow", "ravenclaw"),
        rule("Deny", "ravenclaw"),
        rule("Deny", "slytherin", port("UDP", 5353)),
        rule("Allow", "gryffindor", port("UDP", 53)),
        rule("Deny", "gryffindor"),
      ]) +
      stack(6, "gryffindor", [
        rule("Allow", "ravenclaw"),
        rule("Deny", "slytherin", port("TCP", 80)),
        rule("Allow", "hufflepuff", port("TCP", 8080)),
        rule("Deny", "hufflepuff"),
      ]) +
      stack(8, "ravenclaw", [
        rule("Allow", "gryffindor"),
        rule("Deny", "slytherin", port("SCTP", 9003)),
        rule("Allow", "hufflepuff", port("SCTP", 9003)),
        rule("Deny", "hufflepuff"),
      ]) +
      networkPolicy(
        "gryffindor",
        "{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: slytherin } } }] }] }",
      );

    const { lines } = connectionsOf(yaml);

    expect(lines.filter((line) => /^[ghr].* => [a-z]/.test(line))).toEqual([
      "gryffindor/p[Pod] => hufflepuff/p[Pod] : TCP 8080",
      "gryffindor/p[Pod] => ravenclaw/p[Pod] : All",
      "gryffindor/p[Pod] => slytherin/p[Pod] : SCTP 1-65535;TCP 1-79,81-65535;UDP 1-65535",
      "hufflepuff/p[Pod] => gryffindor/p[Pod] : UDP 53",
      "hufflepuff/p[Pod] => ravenclaw/p[Pod] : All",
      "hufflepuff/p[Pod] => slytherin/p[Pod] : SCTP 1-65535;TCP 1-65535;UDP 1-5352,5354-65535",
      "ravenclaw/p[Pod] => gryffindor/p[Pod] : All",
      "ravenclaw/p[Pod] => hufflepuff/p[Pod] : SCTP 9003",
      "ravenclaw/p[Pod] => slytherin/p[Pod] : SCTP 1-9002,9004-65535;TCP 1-65535;UDP 1-65535",
    ]);
  });
});

describe("hostile policies", () => {
  const cases: readonly { name: string; spec: string; problem: string }[] = [
    {
      name: "an address that is none",
      spec: "{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.300/8 } }] }] }",
      problem: "/spec/ingress/0/from/0/ipBlock/cidr",
    },
    {
      name: "a port out of range",
      spec: "{ podSelector: {}, ingress: [{ ports: [{ port: 70000 }] }] }",
      problem: "/spec/ingress/0/ports/0",
    },
    {
      name: "a range the wrong way round",
      spec: "{ podSelector: {}, ingress: [{ ports: [{ port: 9, endPort: 8 }] }] }",
      problem: "/spec/ingress/0/ports/0",
    },
    {
      name: "an unknown protocol",
      spec: "{ podSelector: {}, ingress: [{ ports: [{ port: 9, protocol: ICMP }] }] }",
      problem: "/spec/ingress/0/ports/0",
    },
    {
      name: "an empty peer",
      spec: "{ podSelector: {}, ingress: [{ from: [{}] }] }",
      problem: "/spec/ingress/0/from/0",
    },
    {
      name: "an unknown operator",
      spec: "{ podSelector: { matchExpressions: [{ key: a, operator: Like }] } }",
      problem: "/spec/podSelector",
    },
  ];
  test.each(cases)("$name is left out and said", ({ spec, problem }) => {
    expect(connectionsOf(two + networkPolicy("ns", spec)).problems).toEqual([`network/invalid-policy ${problem}`]);
  });

  test("selectors of Calico without an end are refused, not followed", () => {
    for (const selector of [`"${"(".repeat(5000)}"`, `"${"!".repeat(5000)}has(a)"`, '"app =="', '"app == \'a"']) {
      const yaml = `---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: { name: policy, namespace: ns }\nspec: { selector: ${selector} }\n`;
      expect(connectionsOf(two + yaml).problems).toEqual(["network/invalid-policy /spec/selector"]);
    }
  });
});

describe("ways in", () => {
  const service =
    "---\napiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: ns }\nspec: { selector: { app: a }, ports: [{ name: web, port: 80, targetPort: http }, { port: 81 }] }\n";
  const ingress =
    "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, namespace: ns }\nspec: { rules: [{ http: { paths: [{ backend: { service: { name: a, port: { name: web } } } }] } }] }\n";
  const route =
    "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a, namespace: ns }\nspec: { rules: [{ backendRefs: [{ name: a, port: 81 }] }] }\n";
  const onlyFrom = (name: string) =>
    networkPolicy(
      "ns",
      `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }] }], policyTypes: [Ingress, Egress] }`,
    );
  const cases: readonly { name: string; yaml: string; line: readonly string[] }[] = [
    {
      name: "Ingress, by the port's name",
      yaml: service + ingress,
      line: ["{ingress-controller} => ns/a[Pod] : TCP 8080"],
    },
    { name: "HTTPRoute, by number", yaml: service + route, line: ["{ingress-controller} => ns/a[Pod] : TCP 81"] },
    {
      name: "a policy lets a known controller in",
      yaml: service + ingress + onlyFrom("ingress-nginx"),
      line: ["{ingress-controller} => ns/a[Pod] : TCP 8080"],
    },
    { name: "a policy lets only others in", yaml: service + ingress + onlyFrom("other"), line: [] },
    { name: "no Service, no way", yaml: ingress, line: [] },
  ];
  test.each(cases)("$name", ({ yaml, line }) => {
    const { lines } = connectionsOf(pod("a", "ns") + yaml);

    expect(lines.filter((text) => text.startsWith("{"))).toEqual(line);
  });
});
