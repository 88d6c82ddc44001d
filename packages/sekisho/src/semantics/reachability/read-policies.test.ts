import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { readPolicies } from "./read-policies.ts";

function policy(name: string, place: string, kind = "AdminNetworkPolicy"): string {
  return `---\napiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: { ${place} subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }\n`;
}

interface Case {
  readonly name: string;
  readonly manifests: string;
  /** The policies that are said to share the priority of an earlier one. */
  readonly expected: readonly string[];
}

describe("readPolicies", () => {
  // Network Policy API: among policies of one priority the implementation may ask any first.
  test.each<Case>([
    { name: "one", manifests: policy("a", "priority: 5,"), expected: [] },
    { name: "two priorities", manifests: policy("a", "priority: 5,") + policy("b", "priority: 6,"), expected: [] },
    { name: "one priority", manifests: policy("a", "priority: 5,") + policy("b", "priority: 5,"), expected: ["b"] },
    {
      name: "three of one priority, another between",
      manifests: ["a", "b", "c"].map((name) => policy(name, "priority: 0,")).join(policy("x", "priority: 1,")),
      expected: ["b", "c"],
    },
    { name: "one policy written twice", manifests: policy("a", "priority: 5,").repeat(2), expected: [] },
    {
      name: "two tiers",
      manifests:
        policy("a", "tier: Admin, priority: 5,", "ClusterNetworkPolicy") +
        policy("b", "tier: Baseline, priority: 5,", "ClusterNetworkPolicy"),
      expected: [],
    },
    {
      name: "the baseline, which has no priority",
      manifests: policy("default", "", "BaselineAdminNetworkPolicy") + policy("a", "priority: 0,"),
      expected: [],
    },
  ])("says which policies have one priority: $name", ({ manifests, expected }) => {
    const { objects } = readObjects(parseYamlSource(manifests), { path: "all.yaml" });
    const { problems } = readPolicies(createManifestSet(objects));

    const shared = problems.filter(({ code }) => code === "network/same-priority");
    expect(shared.map(({ object }) => object.name)).toEqual(expected);
    expect(shared.map(({ pointer }) => pointer)).toEqual(expected.map(() => "/spec/priority"));
  });

  // SetDefaults_NetworkPolicy of Kubernetes: a policy without policyTypes is about egress when it has rules for it.
  test.each([
    {
      name: "empty egress without types",
      spec: "{ podSelector: {}, egress: [] }",
      isEgress: false,
      told: ["/spec/egress"],
    },
    { name: "egress rules without types", spec: "{ podSelector: {}, egress: [{}] }", isEgress: true, told: [] },
    { name: "no egress", spec: "{ podSelector: {} }", isEgress: false, told: [] },
    { name: "empty ingress without types", spec: "{ podSelector: {}, ingress: [] }", isEgress: false, told: [] },
    {
      name: "empty egress with its type",
      spec: "{ podSelector: {}, policyTypes: [Egress], egress: [] }",
      isEgress: true,
      told: [],
    },
    {
      name: "egress rules that the types leave out",
      spec: "{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }",
      isEgress: false,
      told: ["/spec/egress"],
    },
    {
      name: "ingress rules that the types leave out",
      spec: "{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }",
      isEgress: true,
      told: ["/spec/ingress"],
    },
  ])("says which sections have no effect: $name", ({ spec, isEgress, told }) => {
    const manifest = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: ${spec}\n`;
    const { objects } = readObjects(parseYamlSource(manifest), { path: "all.yaml" });
    const { policies, problems } = readPolicies(createManifestSet(objects));

    expect(policies.map(({ egress }) => egress !== undefined)).toEqual([isEgress]);
    expect(problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(
      told.map((pointer) => `network/section-without-effect ${pointer}`),
    );
  });
});
