import fc from "fast-check";
import { expect, test } from "vitest";
import { createKeywordOwners } from "./keyword-owners.ts";

const keywords = [
  { text: "ghp_", owner: 3 },
  { text: "AKIA", owner: 1 },
  { text: "token", owner: 7 },
  { text: "oken", owner: 0 },
];

// Counted by hand: capital letters of a keyword count, those of the text do not where the keyword has none.
test.each([
  { name: "no keyword", text: "FROM debian:12", expected: [] },
  { name: "one in any case", text: "curl -H GHP_1", expected: [3] },
  { name: "capitals as they are", text: "AKIA1 akia2", expected: [1] },
  { name: "no other case of capitals", text: "akia2", expected: [] },
  { name: "one inside of another, once each, in order", text: "Token token AKIA", expected: [0, 1, 7] },
  { name: "one at the end", text: "x ghp_", expected: [3] },
  { name: "one cut off", text: "x ghp", expected: [] },
  { name: "one behind characters outside of ASCII", text: "関所 ghp_", expected: [3] },
])("finds $name", ({ text, expected }) => {
  expect(createKeywordOwners(keywords).in(text)).toEqual(expected);
});

test("gives the same in the first short text as in one behind a long one", () => {
  const late = createKeywordOwners(keywords);
  late.in("x".repeat(1_000_000));
  const piece = fc.constantFrom("ghp_", "GHP_", "AKIA", "akia", "token", "oKEN", "gh", "p_", "t", " ", "é", "K");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      expect(createKeywordOwners(keywords).in(text)).toEqual(late.in(text));
    }),
  );
});
