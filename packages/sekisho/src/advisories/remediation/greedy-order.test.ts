import fc from "fast-check";
import { expect, test } from "vitest";
import { orderGreedily } from "./greedy-order.ts";

function orderOf(sets: Readonly<Record<string, readonly number[]>>, weights: readonly number[]): readonly string[] {
  const covers = Object.entries(sets).map(([name, elements]) => ({ name, elements }));
  return orderGreedily(covers, weights).map(({ cover, fresh }) => `${cover.name}: ${fresh.join(" ")}`.trimEnd());
}

// Worked by hand.
test.each([
  {
    name: "the heaviest first, overlaps counted once",
    sets: { base: [0, 1, 2], first: [0], second: [2, 3], third: [4] },
    weights: [10, 10, 10, 4, 5],
    expected: ["base: 0 1 2", "third: 4", "second: 3", "first:"],
  },
  {
    name: "equal ones as given",
    sets: { b: [0], a: [1] },
    weights: [1, 1],
    expected: ["b: 0", "a: 1"],
  },
  {
    name: "one that is heavy alone falls behind when another took its elements",
    sets: { wide: [0, 1], overlapping: [1, 2], small: [3] },
    weights: [6, 6, 1, 2],
    expected: ["wide: 0 1", "small: 3", "overlapping: 2"],
  },
  {
    name: "elements without weight count before nothing",
    sets: { empty: [], zero: [0] },
    weights: [0],
    expected: ["zero: 0", "empty:"],
  },
  { name: "nothing to choose from", sets: {}, weights: [], expected: [] },
])("$name", ({ sets, weights, expected }) => {
  expect(orderOf(sets, weights)).toEqual(expected);
});

test("it is the order of weighing everything each time, and loses nothing", () => {
  const set = fc.uniqueArray(fc.nat(11), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(set, { maxLength: 10 }),
      fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
      (sets, weights) => {
        const covers = sets.map((elements) => ({ elements }));
        const ordered = orderGreedily(covers, weights);
        const gains = ordered.map(({ fresh }) => fresh.reduce((sum, element) => sum + (weights[element] ?? 0), 0));
        expect(ordered.map(({ cover }) => cover)).toHaveLength(covers.length);
        expect(new Set(ordered.map(({ cover }) => cover)).size).toBe(covers.length);
        expect(gains).toEqual(gains.toSorted((left, right) => right - left));
        const [first] = gains;
        const best = Math.max(
          0,
          ...sets.map((elements) => elements.reduce((sum, one) => sum + (weights[one] ?? 0), 0)),
        );
        expect(first ?? 0).toBe(best);
        expect(ordered.flatMap(({ fresh }) => fresh).toSorted((a, b) => a - b)).toEqual(
          [...new Set(sets.flat())].toSorted((a, b) => a - b),
        );
      },
    ),
  );
});
