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
});
