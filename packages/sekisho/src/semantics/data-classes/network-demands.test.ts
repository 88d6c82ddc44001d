import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { judgeServices } from "./judge-services.ts";
import type { DemandId, ServiceRules } from "./security-policy.ts";

function judge(demand: DemandId, text: string) {
  const { objects } = readObjects(parseYamlSource(text), { path: "all.yaml" });
  const held = { name: "own", title: { en: "", ja: "" }, level: 3, demands: [demand] };
  const service: ServiceRules = { name: "bank", select: { namespace: "bank" }, holds: [held], standards: [] };
  const [judged] = judgeServices(createManifestSet(objects, { services: [service] }));
  return judged?.demands[0];
}

const pod = (spec = "") =>
  `kind: Pod\napiVersion: v1\nmetadata: { name: web, namespace: bank, labels: { app: web } }\nspec: { ${spec} containers: [{ name: app }] }\n`;

const policy = (spec: string, name = "limits") =>
  `---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: { name: ${name}, namespace: bank }\nspec: { podSelector: {}, ${spec} }\n`;

const service = (spec: string) =>
  `---\nkind: Service\napiVersion: v1\nmetadata: { name: door, namespace: bank }\nspec: { selector: { app: web }, ${spec} }\n`;

const denyAll = policy("policyTypes: [Ingress, Egress]");

const strict = `---\nkind: PeerAuthentication\napiVersion: security.istio.io/v1\nmetadata: { name: default, namespace: bank }\nspec: { mtls: { mode: STRICT } }\n`;

interface Case {
  readonly name: string;
  readonly demand: DemandId;
  readonly manifests: string;
  readonly expected: "met" | "missing" | "undecided";
  readonly says?: string;
}

describe("demands about the network", () => {
  // Decided by hand from what the policies allow together.
  test.each<Case>([
    {
      name: "two halves of the world are the world",
      demand: "egress-limited",
      manifests:
        pod() +
        policy("policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/1 } }] }]", "one") +
        policy("policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }]", "two"),
      expected: "missing",
      says: "bank/web[Pod] → 0.0.0.0/0 (All) is allowed by the NetworkPolicy one.",
    },
    {
      name: "exceptions leave the rest open",
      demand: "egress-limited",
      manifests:
        pod() +
        policy(
          "policyTypes: [Egress], egress: [{ ports: [{ port: 443 }], to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }]",
        ),
      expected: "missing",
      says: "(TCP 443) is allowed by the NetworkPolicy limits.",
    },
    {
      name: "a block is a named destination",
      demand: "egress-limited",
      manifests: pod() + policy("policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]"),
      expected: "met",
      says: "Outside bank/web[Pod] reaches only 10.0.0.0/8 All.",
    },
    {
      name: "names are resolved anywhere",
      demand: "egress-limited",
      manifests: pod() + policy("policyTypes: [Egress], egress: [{ ports: [{ port: 53, protocol: UDP }] }]"),
      expected: "met",
    },
    {
      name: "a policy of Cilium limits too",
      demand: "egress-limited",
      manifests: `${pod()}---\nkind: CiliumNetworkPolicy\napiVersion: cilium.io/v2\nmetadata: { name: a, namespace: bank }\nspec: { endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { app: db } }] }] }\n`,
      expected: "met",
    },
    {
      name: "an administrator's refusal counts more than a policy that opens",
      demand: "egress-limited",
      manifests: `${pod()}${policy("policyTypes: [Egress], egress: [{}]")}---\nkind: AdminNetworkPolicy\napiVersion: policy.networking.k8s.io/v1alpha1\nmetadata: { name: a }\nspec: { priority: 1, subject: { namespaces: {} }, egress: [{ name: out, action: Deny, to: [{ networks: ["0.0.0.0/0"] }] }] }\n`,
      expected: "met",
    },
    {
      name: "no policy holds on the node's network",
      demand: "egress-limited",
      manifests: pod("hostNetwork: true,") + denyAll,
      expected: "missing",
      says: "uses its node's network",
    },
    {
      name: "every pod of the cluster is no named source",
      demand: "ingress-limited",
      manifests: pod() + policy("ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]"),
      expected: "missing",
      says: "every pod of the cluster → bank/web[Pod] (TCP 8080) is allowed by the NetworkPolicy limits.",
    },
    {
      name: "nobody is let in, nothing is sent in clear text",
      demand: "encryption-in-transit",
      manifests: pod() + service("type: LoadBalancer, ports: [{ port: 80 }]") + denyAll,
      expected: "met",
      says: "No connection to bank/web[Pod] is allowed.",
    },
    {
      name: "a published port that policies close is no way in",
      demand: "encryption-in-transit",
      manifests:
        pod() +
        service("type: LoadBalancer, ports: [{ port: 80 }]") +
        policy("ingress: [{ from: [{ podSelector: { matchLabels: { app: front } } }] }]"),
      expected: "undecided",
    },
    {
      name: "a published port that policies leave open to some is one",
      demand: "encryption-in-transit",
      manifests:
        pod() +
        service("type: LoadBalancer, ports: [{ port: 80, targetPort: 8080 }]") +
        policy("ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]"),
      expected: "missing",
      says: "(LoadBalancer) takes HTTP in clear text: 10.0.0.0/8 → bank/web[Pod] (TCP 8080).",
    },
    {
      name: "gRPC between pods",
      demand: "encryption-in-transit",
      manifests: pod() + service("ports: [{ name: grpc, port: 50051 }]"),
      expected: "missing",
      says: "over gRPC without TLS",
    },
    {
      name: "gRPC that the mesh encrypts",
      demand: "encryption-in-transit",
      manifests: pod() + service("ports: [{ name: grpc, port: 50051 }]") + strict,
      expected: "met",
    },
  ])("$demand: $name", ({ demand, manifests, expected, says = "" }) => {
    const judged = judge(demand, manifests);

    expect(judged?.ended).toBe(expected);
    expect(judged?.answers.map(({ message }) => message.en).join("\n")).toContain(says);
  });
});
