import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBloomFilter, mayHold } from "./bloom-filter.ts";

describe("a Bloom filter", () => {
  test("never denies a member", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (texts) => {
        const filter = makeBloomFilter(texts, 0.01);
        expect(texts.filter((text) => !mayHold(filter, text))).toEqual([]);
      }),
    );
  });

  test("takes about as many strangers for members as it says", () => {
    const filter = makeBloomFilter(
      Array.from({ length: 5000 }, (_, place) => `member-${place}`),
      0.01,
    );
    const taken = Array.from({ length: 20_000 }, (_, place) => `stranger-${place}`).filter((text) =>
      mayHold(filter, text),
    );

    // 200 are expected; the standard deviation is 14.
    expect(taken.length).toBeGreaterThan(120);
    expect(taken.length).toBeLessThan(280);
  });

  test("of nothing holds nothing", () => {
    expect(mayHold(makeBloomFilter([], 0.01), "x")).toBe(false);
  });
});
