import fc from "fast-check";
import { expect, test } from "vitest";
import { createGlobTest } from "./glob.ts";

// Expected by hand from fnmatch(3) and the manual of bash, "Pattern Matching" (extglob).
test.each([
  { glob: "abc", text: "abc", wanted: true },
  { glob: "abc", text: "abcd", wanted: false },
  { glob: "", text: "", wanted: true },
  { glob: "*", text: "", wanted: true },
  { glob: "*", text: "a/b\nc", wanted: true },
  { glob: "a?c", text: "a/c", wanted: true },
  { glob: "a?c", text: "a🐱c", wanted: true },
  { glob: "a*c*e", text: "abcde", wanted: true },
  { glob: String.raw`a\*b`, text: "a*b", wanted: true },
  { glob: String.raw`a\*b`, text: "axb", wanted: false },
  { glob: String.raw`a\\`, text: "a\\", wanted: true },
  { glob: "a\\", text: "a\\", wanted: true },
  { glob: "[abc]x", text: "bx", wanted: true },
  { glob: "[!abc]x", text: "bx", wanted: false },
  { glob: "[^a-c]x", text: "dx", wanted: true },
  { glob: "[]a]", text: "]", wanted: true },
  { glob: "[a-]", text: "-", wanted: true },
  { glob: "[[:digit:]]", text: "7", wanted: true },
  { glob: "[![:digit:]]", text: "7", wanted: false },
  { glob: "[a", text: "[a", wanted: true },
  { glob: String.raw`[\]]`, text: "]", wanted: true },
  { glob: "a.b+c", text: "a.b+c", wanted: true },
  { glob: "a.b", text: "axb", wanted: false },
  { glob: "x@(a|b)y", text: "xby", wanted: true },
  { glob: "x@(a|b)y", text: "xcy", wanted: false },
  { glob: "x?(a)y", text: "xy", wanted: true },
  { glob: "x+(a|b)", text: "xabba", wanted: true },
  { glob: "x+(a|b)", text: "x", wanted: false },
  { glob: "*(ab)", text: "ababab", wanted: true },
  { glob: "@(a*|?(b)c)d", text: "bcd", wanted: true },
  { glob: "x(a)", text: "x(a)", wanted: true },
  { glob: "^$.{}/", text: "^$.{}/", wanted: true },
])("$glob and $text: $wanted", ({ glob, text, wanted }) => {
  expect(createGlobTest(glob)?.(text)).toBe(wanted);
});

test("letter case is ignored where that is asked for", () => {
  expect([createGlobTest("A*[b]", true)?.("axB"), createGlobTest("A*[b]")?.("axB")]).toEqual([true, false]);
});

test.each(["!(a)", "a!(b|c)", "@(a", "@(".repeat(30)])("%s is not understood", (glob) => {
  expect(createGlobTest(glob)).toBeUndefined();
});

/** Matches by trying everything: stars, question marks and letters alone. */
function matchesSlowly(glob: string, text: string): boolean {
  const [sign, rest] = [glob[0], glob.slice(1)];
  if (sign === undefined) return text === "";
  if (sign === "*") return matchesSlowly(rest, text) || (text !== "" && matchesSlowly(glob, text.slice(1)));
  return text !== "" && (sign === "?" || sign === text[0]) && matchesSlowly(rest, text.slice(1));
}

test("stars and question marks match as a slow search says", () => {
  const letters = (signs: string) => fc.string({ unit: fc.constantFrom(...signs.split("")), maxLength: 8 });
  fc.assert(
    fc.property(letters("ab*?"), letters("ab"), (glob, text) => {
      expect(createGlobTest(glob)?.(text)).toBe(matchesSlowly(glob, text));
    }),
    { numRuns: 500 },
  );
});

test("any glob is made or refused, and any text is answered", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab*?[]!^-\\()|+@:.".split("")) }), fc.string(), (glob, text) => {
      expect([true, false, undefined]).toContain(createGlobTest(glob)?.(text));
    }),
    { numRuns: 500 },
  );
});
