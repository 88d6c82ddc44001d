import fc from "fast-check";
import { expect, test } from "vitest";
import { findMatch } from "./find-match.ts";
import { findPattern, testPattern } from "./pattern-cache.ts";

/** Gives the first match, or what is wrong with the pattern. */
function firstMatch(pattern: string, text: string): string | undefined {
  const found = findPattern(pattern);
  if (found.kind === "problem") return `problem: ${found.en}`;
  const match = findMatch(found.program, text, 0);
  return match === undefined || match === "exhausted" ? match : text.slice(match.start, match.end);
}

// Expected matches by the RE2 syntax page and by hand; the leftmost match, of several the one that a backtracking search prefers.
test.each([
  { pattern: "a|ab", text: "ab", wanted: "a" },
  { pattern: "(ab|a)(bc)?", text: "abc", wanted: "ab" },
  { pattern: "a+?", text: "aaa", wanted: "a" },
  { pattern: "(?U)a+", text: "aaa", wanted: "a" },
  { pattern: "(?U)a+?", text: "aaa", wanted: "aaa" },
  { pattern: "x{2,3}", text: "xxxx", wanted: "xxx" },
  { pattern: "x{2,3}?", text: "xxxx", wanted: "xx" },
  { pattern: "x{2", text: "x{2", wanted: "x{2" },
  { pattern: "(?m)^b.*$", text: "a\nbcd\ne", wanted: "bcd" },
  { pattern: "^b", text: "a\nb", wanted: undefined },
  { pattern: "a.b", text: "a\nb", wanted: undefined },
  { pattern: "(?s)a.b", text: "a\nb", wanted: "a\nb" },
  { pattern: "(?i)straße", text: "STRAßE", wanted: "STRAßE" },
  { pattern: "(?i:a)b", text: "Ab AB", wanted: "Ab" },
  { pattern: "(?i)k", text: "\u212a", wanted: "\u212a" },
  { pattern: String.raw`\bfoo\b`, text: "afoo foo", wanted: "foo" },
  { pattern: String.raw`\pL+`, text: "12añб3", wanted: "añб" },
  { pattern: String.raw`\p{Greek}+`, text: "abγδ", wanted: "γδ" },
  { pattern: String.raw`\P{Lu}`, text: "Aa", wanted: "a" },
  { pattern: String.raw`[\p{^Lu}]`, text: "Aa", wanted: "a" },
  { pattern: "[[:alpha:]]+", text: "12ab3", wanted: "ab" },
  { pattern: "[[:^alpha:]]+", text: "ab12c", wanted: "12" },
  { pattern: "[^a-c]+", text: "abcdef", wanted: "def" },
  { pattern: "[]a]+", text: "]a", wanted: "]a" },
  { pattern: "[a-]+", text: "-a", wanted: "-a" },
  { pattern: String.raw`[\d\-x]+`, text: "a1-x", wanted: "1-x" },
  { pattern: String.raw`\Qa.b\E+`, text: "a.bb", wanted: "a.bb" },
  { pattern: String.raw`\x{1F431}`, text: "a🐱", wanted: "🐱" },
  { pattern: ".", text: "🐱", wanted: "🐱" },
  { pattern: "(?P<year>[0-9]{4})", text: "in 2026", wanted: "2026" },
  { pattern: "(a*)*", text: "b", wanted: "" },
  { pattern: "(|a)+", text: "aaa", wanted: "" },
  { pattern: "", text: "a", wanted: "" },
  { pattern: String.raw`\A$`, text: "", wanted: "" },
])("$pattern in $text", ({ pattern, text, wanted }) => {
  expect(firstMatch(pattern, text)).toBe(wanted);
});

test.each([
  { pattern: "(", wanted: "problem: missing )" },
  { pattern: ")", wanted: "problem: unexpected )" },
  { pattern: "[a", wanted: "problem: missing ]" },
  { pattern: "a**", wanted: "problem: a repetition of a repetition" },
  { pattern: "*a", wanted: "problem: nothing to repeat before *" },
  { pattern: "a{1001}", wanted: "problem: a repetition is at most 1000 times" },
  { pattern: "a{3,2}", wanted: "problem: a repetition is at most 1000 times" },
  { pattern: "(?=a)", wanted: "problem: a group that there is not" },
  { pattern: String.raw`(a)\1`, wanted: "problem: an escape that there is not" },
  { pattern: String.raw`\p{Nothing}`, wanted: "problem: a class of characters that there is not: Nothing" },
  { pattern: "[b-a]", wanted: "problem: a range ends before it begins" },
  { pattern: "((a{1000}){1000}){1000}", wanted: "problem: the pattern is too large" },
  { pattern: "(".repeat(1000), wanted: "problem: groups nest deeper than 200" },
])("$pattern is refused", ({ pattern, wanted }) => {
  expect(firstMatch(pattern, "a")).toBe(wanted);
});

/** Patterns that RE2 and ECMAScript read alike. */
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", String.raw`\d`, String.raw`\b`, "^", "$"),
    fc.tuple(tie("node"), tie("node")).map(([left, right]) => left + right),
    fc.tuple(tie("node"), tie("node")).map(([left, right]) => `(?:${left}|${right})`),
    fc
      .tuple(
        fc.constantFrom("a", "b", "[bc]", "(?:ab|a)", "(?:b|)"),
        fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}"),
      )
      .map(([body, times]) => body + times),
  ),
}));

test("the first match is that of V8", () => {
  fc.assert(
    fc.property(node, fc.string({ unit: fc.constantFrom("a", "b", "c", "1", " ") }), (pattern, text) => {
      expect(firstMatch(pattern, text)).toBe(new RegExp(pattern, "u").exec(text)?.[0]);
    }),
    { numRuns: 1000 },
  );
});

test("matching agrees with finding", () => {
  fc.assert(
    fc.property(node, fc.string({ unit: fc.constantFrom("a", "b", "c", "1", " ") }), (pattern, text) => {
      const found = findPattern(pattern);

      expect(found.kind === "pattern" && testPattern(found, text)).toBe(firstMatch(pattern, text) !== undefined);
    }),
    { numRuns: 1000 },
  );
});

test("any pattern is read or refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."()[]{}*+?|^$.\\abpPQE:<>i-,019".split("")) }), (pattern) => {
      const found = findPattern(pattern);

      expect(["pattern", "problem"]).toContain(found.kind);
    }),
    { numRuns: 1000 },
  );
});

// Each of these takes a backtracking search longer than anybody waits.
test.each([
  { pattern: "^(a+)+$", text: `${"a".repeat(100_000)}b` },
  { pattern: "^(a|aa)+$", text: `${"a".repeat(100_000)}b` },
  { pattern: "(x+x+)+y", text: "x".repeat(100_000) },
  { pattern: "(.*)*(.*)*(.*)*b", text: "a".repeat(100_000) },
])("$pattern takes linear time", ({ pattern, text }) => {
  const found = findPattern(pattern);

  expect(found.kind === "pattern" && testPattern(found, text)).toBe(false);
});

test("a large pattern over a long text ends after a fixed number of steps", () => {
  const found = findPattern(String.raw`(?:\b|a?){900}a{900}b`);

  expect(found.kind === "pattern" && findMatch(found.program, "a".repeat(100_000), 0)).toBe("exhausted");
});
