import { describe, expect, test } from "vitest";
import { entropyOf, looksRandom } from "./entropy.ts";
import { isPlaceholder } from "./placeholders.ts";

describe("entropyOf", () => {
  /** Expected values by Shannon's formula: n equally frequent units have log2 n bits. */
  test.each([
    { name: "empty", text: "", bits: 0 },
    { name: "one unit", text: "aaaa", bits: 0 },
    { name: "two units", text: "abab", bits: 1 },
    { name: "eight units", text: "abcdefgh", bits: 3 },
  ])("$name", ({ text, bits }) => {
    expect(entropyOf(text)).toBeCloseTo(bits, 10);
  });
});

describe("looksRandom", () => {
  test.each([
    { name: "9vKxLq2ZtR8m", expected: true },
    { name: "correct-horse-battery", expected: false },
    { name: "/etc/ssl/key1.pem", expected: false },
    { name: "https://example.com/a1", expected: false },
    { name: "1.22.3-alpine", expected: false },
    { name: "12:34:56", expected: false },
    { name: "aaaaaaa1", expected: false },
    { name: "short1A", expected: false },
    { name: "two words 9vKx", expected: false },
  ])("$name", ({ name, expected }) => {
    expect(looksRandom(name)).toBe(expected);
  });
});

describe("isPlaceholder", () => {
  test.each([
    { name: "", expected: true },
    { name: "changeme", expected: true },
    { name: "CHANGE_ME_NOW", expected: true },
    { name: "<your-token>", expected: true },
    { name: "${TOKEN}", expected: true },
    { name: "{{ token }}", expected: true },
    { name: "xxxxxxxxxxxx", expected: true },
    { name: "********", expected: true },
    { name: '"password"', expected: true },
    { name: "AKIAIOSFODNN7EXAMPLE", expected: true },
    { name: "sesame7", expected: false },
    { name: "9vKxLq2ZtR8m", expected: false },
  ])("$name", ({ name, expected }) => {
    expect(isPlaceholder(name)).toBe(expected);
  });
});
