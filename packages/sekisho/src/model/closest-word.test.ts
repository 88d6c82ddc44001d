import { describe, expect, test } from "vitest";
import { editDistance, findClosestWord } from "./closest-word.ts";

describe("editDistance", () => {
  // Counted by hand.
  test.each([
    { name: "equal words", left: "scan", right: "scan", distance: 0 },
    { name: "an empty word", left: "", right: "fix", distance: 3 },
    { name: "one letter more", left: "scann", right: "scan", distance: 1 },
    { name: "one letter replaced", left: "hiqh", right: "high", distance: 1 },
    { name: "neighbours swapped", left: "hihg", right: "high", distance: 1 },
    { name: "the textbook pair", left: "kitten", right: "sitting", distance: 3 },
    { name: "swap and insert are not combined over one letter", left: "ca", right: "abc", distance: 3 },
  ])("$name", ({ left, right, distance }) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });
});

describe("findClosestWord", () => {
  const known = ["scan", "fix", "explain", "completion"];

  test.each([
    { name: "a typing slip", word: "scna", closest: "scan" },
    { name: "another case", word: "SCAN", closest: "scan" },
    { name: "two slips in a long word", word: "completoin", closest: "completion" },
    { name: "a short word may be wrong in one letter only", word: "foo", closest: undefined },
    { name: "nothing near", word: "deploy", closest: undefined },
    { name: "an empty word", word: "", closest: undefined },
    { name: "a word of hostile length", word: "scan".repeat(100_000), closest: undefined },
  ])("$name", ({ word, closest }) => {
    expect(findClosestWord(word, known)).toBe(closest);
  });

  test("of several the nearest wins wherever it stands, of equally near ones the first", () => {
    expect(findClosestWord("explane", ["explore", "explain"])).toBe("explore");
    expect(findClosestWord("explaim", ["explore", "explain"])).toBe("explain");
  });
});
