import * as fc from "fast-check";
import { expect, test } from "vitest";
import { claimFrom, createClaimCounter } from "./check-claims.ts";

test("gives each place to one end, in whatever turn they ask", () => {
  const turns = fc.array(fc.constantFrom("front", "back"), { minLength: 12, maxLength: 40 });

  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), turns, (size, ends) => {
      const counter = createClaimCounter();
      const claims = { front: claimFrom("front", size, counter), back: claimFrom("back", size, counter) };

      const places = ends.map((end) => claims[end].next());

      const given = places.filter((place) => place !== undefined);
      expect(given.toSorted((left, right) => left - right)).toEqual(Array.from({ length: size }, (_, place) => place));
    }),
  );
});

// Expected values: counted by hand.
test("begins at the ends of the list", () => {
  const counter = createClaimCounter();
  const front = claimFrom("front", 5, counter);
  const back = claimFrom("back", 5, counter);

  expect([front.next(), back.next(), back.next(), front.next(), front.next(), back.next()]).toEqual([
    0,
    4,
    3,
    1,
    2,
    undefined,
  ]);
});
