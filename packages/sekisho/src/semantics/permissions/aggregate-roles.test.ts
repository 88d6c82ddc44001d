import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AggregatedRole, aggregateRoles, maxAggregationSteps } from "./aggregate-roles.ts";
import { findRings } from "./aggregation-rings.ts";

type Role = AggregatedRole<string>;

function plain(rule: string, ...labels: readonly string[]): Role {
  return { labels: labelled(labels), rules: [rule], selectors: undefined };
}

function taking(wanted: readonly string[], ...labels: readonly string[]): Role {
  const selectors = wanted.map((label) => ({ matchLabels: { [label]: "true" } }));
  return { labels: labelled(labels), rules: ["own"], selectors };
}

/** An aggregated role in which a rule is written, too. */
function writing(rule: string, role: Role): Role {
  return { ...role, rules: [rule] };
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
      roles: [writing("b", taking(["x"], "y")), writing("c", taking(["y", "z"], "x")), plain("a", "z")],
      expected: [["b", "c", "a"], ["b", "c", "a"], ["a"]],
    },
    {
      name: "what takes a ring in, and what a ring takes in: it passes on what was written there before",
      roles: [
        writing("b", taking(["x"])),
        writing("c", taking(["y"], "x")),
        writing("d", taking(["x", "z"], "y")),
        writing("e", taking(["w"], "z")),
        plain("a", "w"),
      ],
      expected: [["c", "d", "e", "a"], ["c", "d", "e", "a"], ["c", "d", "e", "a"], ["a"], ["a"]],
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
    const { rules, unfinished } = aggregateRoles(roles);

    expect(rules).toEqual(expected);
    expect(unfinished).toEqual([]);
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
        const { rules } = aggregateRoles(roles);
        return roles.every(({ selectors, rules: own }, index) => selectors !== undefined || rules[index] === own);
      }),
    );
    expect(check.counterexample).toBeNull();
  });

  test("leaves roles of an enemy that all take each other in, and judges those that do not", () => {
    const roles = [
      plain("a", "x"),
      taking(["x"]),
      ...Array.from({ length: 2_000 }, () => ({ ...taking([]), selectors: [{}] })),
    ];

    const { rules, unfinished } = aggregateRoles(roles);

    expect(maxAggregationSteps).toBeLessThan(2_002 * 2_000);
    expect(rules.slice(0, 2)).toEqual([["a"], ["a"]]);
    expect(unfinished).toHaveLength(2_000);
  });
});

describe("the control plane", () => {
  const label = fc.constantFrom("a", "b", "c", "d");
  const written = fc.record({
    labels: fc.uniqueArray(label),
    wanted: fc.option(fc.uniqueArray(label, { maxLength: 2 }), { nil: undefined }),
  });

  test("never comes to a rule that is not counted, in whatever order it takes the roles", () => {
    const check = fc.check(
      fc.property(fc.array(written, { maxLength: 6 }), fc.array(fc.nat({ max: 5 })), (roles, order) => {
        const { rules } = aggregateRoles(
          roles.map(({ labels, wanted }, index) =>
            wanted === undefined ? plain(`${index}`, ...labels) : writing(`${index}`, taking(wanted, ...labels)),
          ),
        );
        // Behind as many rounds as there are roles, nothing is held any more that is only passed on.
        const rounds = roles.flatMap(() => [...roles.keys()]);
        const held = synchronize(roles, [...order, ...rounds]);
        return held.every((found, index) => [...found].every((rule) => rules[index]?.includes(rule) === true));
      }),
    );
    expect(check.counterexample).toBeNull();
  });
});

interface WrittenRole {
  readonly labels: readonly string[];
  readonly wanted: readonly string[] | undefined;
}

/**
 * What roles hold after the control plane took them in an order, one at a time: all that those hold at that moment which a role
 * selects, itself left out. Each begins with its place as its only rule. Written after `syncClusterRole` of Kubernetes,
 * pkg/controller/clusterroleaggregation.
 */
function synchronize(roles: readonly WrittenRole[], order: readonly number[]): readonly ReadonlySet<string>[] {
  const held = roles.map((_role, index): ReadonlySet<string> => new Set([`${index}`]));
  for (const index of order) {
    const wanted = roles[index]?.wanted;
    if (wanted === undefined) continue;
    const selected = [...roles.keys()].filter(
      (other) => other !== index && wanted.some((label) => roles[other]?.labels.includes(label)),
    );
    held[index] = new Set(selected.flatMap((other) => [...(held[other] ?? [])]));
  }
  return held;
}

describe("rings of roles", () => {
  // Counted by hand: 0, 1, 2 … are the places in the list.
  test.each<{ name: string; roles: readonly Role[]; expected: readonly (readonly number[])[] }>([
    { name: "none", roles: [taking(["x"]), plain("a", "x")], expected: [] },
    { name: "one that takes itself in", roles: [taking(["x"], "x")], expected: [] },
    { name: "two", roles: [plain("a"), taking(["x"], "y"), taking(["y"], "x")], expected: [[1, 2]] },
    {
      name: "three, in the order in which they take each other in",
      roles: [taking(["c"], "a"), taking(["a"], "b"), taking(["b"], "c")],
      expected: [[0, 2, 1]],
    },
    {
      name: "the shortest of those that have a role in common",
      roles: [taking(["b", "c"], "a"), taking(["c"], "b"), taking(["a"], "c")],
      expected: [[0, 2]],
    },
    {
      name: "two that have nothing in common",
      roles: [taking(["b"], "a"), taking(["a"], "b"), taking(["d"], "c"), taking(["c"], "d")],
      expected: [
        [0, 1],
        [2, 3],
      ],
    },
    {
      name: "a role that leads to a ring is not in it",
      roles: [taking(["x"]), taking(["y"], "x"), taking(["x"], "y")],
      expected: [[1, 2]],
    },
  ])("$name", ({ roles, expected }) => {
    expect(aggregateRoles(roles).rings).toEqual(expected);
  });

  test("a chain of 50,000 roles ends, a ring of as many too", () => {
    const chain = Array.from({ length: 50_000 }, (_none, index) => [index + 1]);

    expect(findRings(chain.map(([next = 0]) => (next === chain.length ? [] : [next])))).toEqual([]);
    expect(findRings(chain.map(([next = 0]) => [next % chain.length]))).toEqual([[...chain.keys()]]);
  });

  test("a node is in a ring of its component exactly when it leads back to itself", () => {
    const graph = fc
      .integer({ min: 1, max: 9 })
      .chain((size) =>
        fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
      );
    const check = fc.check(
      fc.property(graph, (leadsTo) => {
        const rings = findRings(leadsTo);
        const areWays = rings.every((ring) =>
          ring.every((node, at) => leadsTo[node]?.includes(ring[(at + 1) % ring.length] ?? -1) === true),
        );
        const ringed = rings.flat().length > 0;
        return areWays && ringed === leadsTo.some((_next, node) => comesBack(node, leadsTo));
      }),
    );
    expect(check.counterexample).toBeNull();
  });
});

/** By trying: whether another node leads back. */
function comesBack(start: number, leadsTo: readonly (readonly number[])[]): boolean {
  const seen = new Set<number>();
  const waiting = (leadsTo[start] ?? []).filter((node) => node !== start);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === start) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...(leadsTo[node] ?? []));
  }
  return false;
}
