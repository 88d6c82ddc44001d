import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AggregatedRole, AggregationLimitError, aggregateRoles } from "./aggregate-roles.ts";

type Role = AggregatedRole<string>;

function plain(rule: string, ...labels: readonly string[]): Role {
  return { labels: labelled(labels), rules: [rule], selectors: undefined };
}

function taking(wanted: readonly string[], ...labels: readonly string[]): Role {
  const selectors = wanted.map((label) => ({ matchLabels: { [label]: "true" } }));
  return { labels: labelled(labels), rules: ["own"], selectors };
}

function labelled(labels: readonly string[]) {
  return Object.fromEntries(labels.map((label) => [label, "true"]));
}

describe("aggregateRoles", () => {
  // Kubernetes documentation, "Using RBAC Authorization", Aggregated ClusterRoles: the control plane overwrites the rules
  // of an aggregated role with those of the roles that its selectors match.
  test.each<{ name: string; roles: readonly Role[]; expected: readonly (readonly string[])[] }>([
    { name: "none", roles: [plain("a")], expected: [["a"]] },
    { name: "one step", roles: [taking(["x"]), plain("a", "x"), plain("b")], expected: [["a"], ["a"], ["b"]] },
    {
      name: "any of several selectors",
      roles: [taking(["x", "y"]), plain("a", "x"), plain("b", "y")],
      expected: [["a", "b"], ["a"], ["b"]],
    },
    {
      name: "two steps, as admin takes edit in",
      roles: [taking(["x"]), taking(["y"], "x"), plain("a", "y")],
      expected: [["a"], ["a"], ["a"]],
    },
    {
      name: "a ring",
      roles: [taking(["x"], "y"), taking(["y", "z"], "x"), plain("a", "z")],
      expected: [["a"], ["a"], ["a"]],
    },
    { name: "itself", roles: [taking(["x"], "x")], expected: [[]] },
    {
      name: "an empty selector takes all",
      roles: [{ ...taking([]), selectors: [{}] }, plain("a")],
      expected: [["a"], ["a"]],
    },
    { name: "no selector takes nothing", roles: [taking([]), plain("a")], expected: [[], ["a"]] },
    {
      name: "what is no selector takes nothing",
      roles: [{ ...taking([]), selectors: ["x", null, 3] }, plain("a")],
      expected: [[], ["a"]],
    },
  ])("$name", ({ roles, expected }) => {
    expect(aggregateRoles(roles)).toEqual(expected);
  });

  test("ends for any roles, and loses no rule of a role without selectors", () => {
    const label = fc.constantFrom("a", "b", "c");
    const role = fc.record({
      labels: fc.uniqueArray(label).map(labelled),
      rules: fc.array(fc.string(), { maxLength: 2 }),
      selectors: fc.option(
        fc.array(
          label.map((wanted) => ({ matchLabels: { [wanted]: "true" } })),
          { maxLength: 3 },
        ),
        { nil: undefined },
      ),
    });
    const check = fc.check(
      fc.property(fc.array(role, { maxLength: 12 }), (roles) => {
        const rules = aggregateRoles(roles);
        return roles.every(({ selectors, rules: own }, index) => selectors !== undefined || rules[index] === own);
      }),
    );
    expect(check.counterexample).toBeNull();
  });

  test("refuses roles of an enemy that all take each other in", () => {
    const roles = Array.from({ length: 2_000 }, () => ({ ...taking([]), selectors: [{}] }));
    expect(() => aggregateRoles(roles)).toThrow(AggregationLimitError);
  });
});
