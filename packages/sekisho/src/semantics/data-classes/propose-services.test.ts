import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { proposeServices } from "./propose-services.ts";

function propose(...metadata: readonly string[]) {
  const pods = metadata.map(
    (written) => `kind: Pod\napiVersion: v1\nmetadata: { ${written} }\nspec: { containers: [] }\n`,
  );
  return proposeServices(createManifestSet(readObjects(parseYamlSource(pods.join("---\n")), { path: "a" }).objects));
}

describe("proposeServices", () => {
  test.each([
    {
      name: "a namespace",
      metadata: "name: web, namespace: accounts",
      expected: { name: "accounts", select: { namespace: "accounts" }, holds: "member" },
    },
    {
      name: "a part of an application",
      metadata: "name: web, labels: { app.kubernetes.io/part-of: crm }",
      expected: { name: "crm", select: { labels: { "app.kubernetes.io/part-of": "crm" } }, holds: "personal" },
    },
    {
      name: "a name",
      metadata: "name: card-vault",
      expected: { name: "card-vault", select: { names: ["card-vault"] }, holds: "payment" },
    },
    {
      name: "the default namespace",
      metadata: "name: web, namespace: default",
      expected: { name: "web", select: { names: ["web"] }, holds: undefined },
    },
    {
      name: "a word within another",
      metadata: "name: dashboard-cardio",
      expected: { name: "dashboard-cardio", holds: undefined },
    },
  ])("reads $name", ({ metadata, expected }) => {
    expect(propose(metadata)).toMatchObject([expected]);
  });

  test("takes a namespace for one service, and leaves those of the cluster out", () => {
    const proposed = propose(
      "name: a, namespace: shop",
      "name: b, namespace: shop",
      "name: dns, namespace: kube-system",
    );

    expect(proposed.map(({ name, workloads }) => [name, workloads])).toEqual([
      ["shop", ["shop/a[Pod]", "shop/b[Pod]"]],
    ]);
  });
});
