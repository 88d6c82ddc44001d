import { describe, expect, test } from "vitest";
import { connectionsOf, pod, two } from "./fixtures/connections-of.ts";

describe("policies of Calico and Cilium", () => {
  const calico = (kind: string, spec: string) =>
    `---\napiVersion: projectcalico.org/v3\nkind: ${kind}\nmetadata: { name: policy, namespace: ns }\nspec: ${spec}\n`;
  const cilium = (spec: string) =>
    `---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: policy, namespace: ns }\nspec: ${spec}\n`;
  // Counted by hand from the documentation of Calico and Cilium.
  const cases: readonly { name: string; yaml: string; lines: readonly string[]; problems?: readonly string[] }[] = [
    {
      name: "Calico asks by order, and refuses at the end",
      yaml:
        two +
        calico(
          "GlobalNetworkPolicy",
          `{ order: 1, selector: "app in {'a', 'b'}", types: [Ingress, Egress], ingress: [{ action: Deny, protocol: TCP, source: { selector: "app == 'a'" }, destination: { ports: [22, '8000:8010'] } }, { action: Allow, protocol: TCP, source: { selector: has(app) } }], egress: [{ action: Allow, destination: { selector: all() } }] }`,
        ),
      lines: ["ns/a[Pod] => ns/b[Pod] : TCP 1-21,23-7999,8011-65535", "ns/b[Pod] => ns/a[Pod] : TCP 1-65535"],
    },
    {
      name: "Calico: networks with exceptions; what cannot be said is left out, and said",
      yaml:
        pod("a", "ns") +
        calico(
          "NetworkPolicy",
          `{ selector: all(), types: [Ingress, Egress], egress: [{ action: Allow, destination: { nets: [10.0.0.0/8], notNets: [10.0.0.0/9] } }, { action: Allow, http: { methods: [GET] } }] }`,
        ),
      lines: ["ns/a[Pod] => 10.128.0.0/9 : All"],
      problems: ["network/not-expressible /spec/egress/1/http"],
    },
    {
      name: "Calico: a network of all addresses holds those of pods, too",
      yaml:
        two +
        calico(
          "NetworkPolicy",
          `{ selector: "app == 'b'", types: [Ingress], ingress: [{ action: Deny, protocol: UDP, source: { nets: [0.0.0.0/0] } }, { action: Allow, protocol: TCP, source: { nets: [0.0.0.0/0] } }] }`,
        ),
      lines: [
        "0.0.0.0/0 => ns/a[Pod] : All",
        "0.0.0.0/0 => ns/b[Pod] : TCP 1-65535",
        "ns/a[Pod] => 0.0.0.0/0 : All",
        "ns/a[Pod] => ns/b[Pod] : TCP 1-65535",
        "ns/b[Pod] => 0.0.0.0/0 : All",
        "ns/b[Pod] => ns/a[Pod] : All",
      ],
    },
    {
      name: "Cilium: a denial wins over what is allowed; entities, long label names",
      yaml:
        two +
        cilium(
          "{ endpointSelector: { matchLabels: { 'k8s:app': b } }, ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': ns } }], toPorts: [{ ports: [{ port: '80', protocol: TCP }, { port: '81' }] }] }], ingressDeny: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '81', protocol: UDP }] }] }] }",
        ),
      lines: [
        "0.0.0.0/0 => ns/a[Pod] : All",
        "ns/a[Pod] => 0.0.0.0/0 : All",
        "ns/a[Pod] => ns/b[Pod] : SCTP 81;TCP 80-81",
        "ns/b[Pod] => 0.0.0.0/0 : All",
        "ns/b[Pod] => ns/a[Pod] : All",
      ],
    },
    {
      name: "Cilium: an empty rule isolates, names of hosts are said to be unknown",
      yaml:
        pod("a", "ns") +
        cilium(
          "{ endpointSelector: {}, ingress: [{}], egress: [{ toFQDNs: [{ matchName: example.com }] }, { toCIDRSet: [{ cidr: 10.0.0.0/8, except: [10.128.0.0/9] }] }] }",
        ),
      lines: ["ns/a[Pod] => 10.0.0.0/9 : All"],
      problems: ["network/not-expressible /spec/egress/0/toFQDNs"],
    },
  ];
  test.each(cases)("$name", ({ yaml, lines, problems = [] }) => {
    expect(connectionsOf(yaml)).toEqual({ lines, problems });
  });
});
