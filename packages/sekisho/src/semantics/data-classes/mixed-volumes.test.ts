import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import { readObjects } from "../kubernetes/read-objects.ts";
import { mixedVolumes } from "./mixed-volumes.ts";
import type { ServiceRules } from "./security-policy.ts";

function service(name: string, level: number): ServiceRules {
  return {
    name,
    select: { names: [`${name}*`] },
    holds: [{ name: "own", title: { en: "", ja: "" }, level, demands: [] }],
    standards: [],
  };
}

const services = [service("pay", 4), service("member", 2), service("shop", 0)];

function claim(name: string, modes = "[ReadWriteMany]", namespace = "prod"): string {
  return `kind: PersistentVolumeClaim\napiVersion: v1\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { accessModes: ${modes} }\n`;
}

function pod(name: string, claims: readonly string[], namespace = "prod"): string {
  const volumes = claims.map((held, at) => `{ name: v${at}, persistentVolumeClaim: { claimName: ${held} } }`);
  return `kind: Pod\napiVersion: v1\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { containers: [{ name: app }], volumes: [${volumes.join(", ")}] }\n`;
}

function find(documents: readonly string[], rules: readonly ServiceRules[] = services): readonly string[] {
  const { objects } = readObjects(parseYamlSource(documents.join("---\n")), { path: "all.yaml" });
  return mixedVolumes(createManifestSet(objects, { services: rules })).map(
    ({ claim: { name }, owner, neighbour }) =>
      `${name}: ${owner.template.workload.name} ${owner.level}, ${neighbour.template.workload.name} ${neighbour.level}`,
  );
}

describe("mixedVolumes", () => {
  // By hand: the owner is the first of the highest level, the neighbour the lowest known, then the unknown, then the owner's own.
  test.each([
    {
      name: "a lower service",
      documents: [claim("a"), pod("shop", ["a"]), pod("pay", ["a"])],
      expected: ["a: pay 4, shop 0"],
    },
    {
      name: "the lowest of several, before one that nobody knows",
      documents: [claim("a"), pod("tool", ["a"]), pod("member", ["a"]), pod("pay", ["a"]), pod("shop", ["a"])],
      expected: ["a: pay 4, shop 0"],
    },
    {
      name: "one that the policy does not name, before one of the same service",
      documents: [claim("a"), pod("pay", ["a"]), pod("pay-2", ["a"]), pod("tool", ["a"])],
      expected: ["a: pay 4, tool undefined"],
    },
    {
      name: "two of one service",
      documents: [claim("a"), pod("pay", ["a"]), pod("pay-2", ["a"])],
      expected: ["a: pay 4, pay-2 4"],
    },
    { name: "nothing sensitive", documents: [claim("a"), pod("shop", ["a"]), pod("tool", ["a"])], expected: [] },
    { name: "one workload that names it twice", documents: [claim("a"), pod("pay", ["a", "a"])], expected: [] },
    {
      name: "a volume for one node",
      documents: [claim("a", "[ReadWriteOnce]"), pod("pay", ["a"]), pod("shop", ["a"])],
      expected: [],
    },
    {
      name: "a claim of the same name in another namespace",
      documents: [claim("a"), pod("pay", ["a"]), pod("shop", ["a"], "other"), claim("a", "[ReadWriteMany]", "other")],
      expected: [],
    },
    { name: "a claim that is not in the set", documents: [pod("pay", ["a"]), pod("shop", ["a"])], expected: [] },
    {
      name: "access modes that are no list",
      documents: [claim("a", "ReadWriteMany"), pod("pay", ["a"]), pod("shop", ["a"])],
      expected: [],
    },
    {
      name: "a name of Object.prototype",
      documents: [claim("constructor"), pod("pay", ["constructor"]), pod("shop", ["constructor"])],
      expected: ["constructor: pay 4, shop 0"],
    },
  ])("$name", ({ documents, expected }) => {
    const found = find(documents);

    expect(found).toEqual(expected);
  });

  test("without a policy nothing is told", () => {
    const found = find([claim("a"), pod("pay", ["a"]), pod("shop", ["a"])], []);

    expect(found).toEqual([]);
  });

  test("tells each claim once, of whatever order the workloads are", () => {
    const documents = [claim("a"), claim("b"), pod("pay", ["a", "b"]), pod("shop", ["b", "a"]), pod("tool", ["a"])];
    const expected = ["a: pay 4, shop 0", "b: pay 4, shop 0"];

    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), (shuffled) => {
        expect(find(shuffled).toSorted()).toEqual(expected);
      }),
    );
  });
});
