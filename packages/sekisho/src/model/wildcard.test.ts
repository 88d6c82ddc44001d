import { describe, expect, test } from "vitest";
import { matchesWildcard } from "./wildcard.ts";

// Expected values: gitignore(5) and POSIX.1-2024, XCU 2.14 "Pattern Matching Notation".
describe("matchesWildcard", () => {
  test.each([
    { name: "plain text", pattern: "abc", text: "abc", expected: true },
    { name: "no part of a text", pattern: "abc", text: "abcd", expected: false },
    { name: "star for nothing", pattern: "a*", text: "a", expected: true },
    { name: "star in the middle", pattern: "a*c", text: "abbbc", expected: true },
    { name: "star that has to try again", pattern: "*ab", text: "aab", expected: true },
    { name: "question mark", pattern: "a?c", text: "abc", expected: true },
    { name: "question mark for nothing", pattern: "a?", text: "a", expected: false },
    { name: "set", pattern: "[abc]x", text: "bx", expected: true },
    { name: "range", pattern: "[a-c]x", text: "dx", expected: false },
    { name: "negated set", pattern: "[!a-c]x", text: "dx", expected: true },
    { name: "set that begins with its own end", pattern: "[]]x", text: "]x", expected: true },
    { name: "dash at the end of a set", pattern: "[a-]x", text: "-x", expected: true },
    { name: "unclosed set matches nothing", pattern: "[ab", text: "[ab", expected: false },
    { name: "escaped star", pattern: "a\\*", text: "a*", expected: true },
    { name: "escaped star is no star", pattern: "a\\*", text: "ab", expected: false },
    { name: "empty pattern", pattern: "", text: "", expected: true },
    { name: "stars alone", pattern: "**", text: "", expected: true },
  ])("$name", ({ pattern, text, expected }) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test("a pattern made to run away ends at once", () => {
    expect(matchesWildcard(`${"*a".repeat(500)}b`, "a".repeat(5_000))).toBe(false);
  });
});
