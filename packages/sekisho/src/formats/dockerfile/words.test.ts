import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapWhole } from "../../model/mapped-text.ts";
import { createJsonWord, createWord, expandWord } from "./words.ts";

const variables: ReadonlyMap<string, string> = new Map([
  ["PATHNAME", "foo/bar.baz.qux"],
  ["EMPTY", ""],
  ["V", "1.2.3"],
  ["STAR", "a*b"],
]);

function expand(raw: string, escape: "\\" | "`" = "\\"): ReturnType<typeof expandWord> {
  const word = createWord(mapWhole(raw, 0), { start: 0, end: raw.length }, escape);
  return expandWord(word, (name) => variables.get(name));
}

// Expected values: Dockerfile reference, "Environment replacement"; POSIX shell, "Parameter expansion"; BuildKit's lexer tests.
describe("expandWord", () => {
  test.each([
    { name: "plain", raw: "$V", expected: "1.2.3" },
    { name: "braces", raw: "a${V}b", expected: "a1.2.3b" },
    { name: "name ends at a dot", raw: "$V.x", expected: "1.2.3.x" },
    { name: "unset is empty", raw: "a$X-b", expected: "a-b" },
    { name: "escaped", raw: "\\$V \\\\", expected: "$V \\" },
    { name: "single quotes", raw: "'$V\\'", expected: "$V\\" },
    { name: "double quotes", raw: '"$V \\" \\x"', expected: '1.2.3 " \\x' },
    { name: "default for unset", raw: "${X:-d}", expected: "d" },
    { name: "default for empty", raw: "${EMPTY:-d}", expected: "d" },
    { name: "default without colon keeps empty", raw: "${EMPTY-d}", expected: "" },
    { name: "default not needed", raw: "${V:-d}", expected: "1.2.3" },
    { name: "nested default", raw: "${X:-${Y:-$V}}", expected: "1.2.3" },
    { name: "quoted default", raw: "${X:-'a}b'}", expected: "a}b" },
    { name: "alternative for set", raw: "${V:+y}", expected: "y" },
    { name: "alternative for unset", raw: "${X:+y}", expected: "" },
    { name: "alternative without colon for empty", raw: "${EMPTY+y}", expected: "y" },
    { name: "must be set, is", raw: "${V:?no}", expected: "1.2.3" },
    { name: "shortest prefix", raw: "${V#*.}", expected: "2.3" },
    { name: "longest prefix", raw: "${V##*.}", expected: "3" },
    { name: "shortest suffix", raw: "${V%.*}", expected: "1.2" },
    { name: "longest suffix", raw: "${V%%.*}", expected: "1" },
    { name: "question mark", raw: "${V#?}", expected: ".2.3" },
    { name: "no match", raw: "${V#x}", expected: "1.2.3" },
    { name: "escaped star", raw: "${STAR#a\\*}", expected: "b" },
    { name: "first match", raw: "${V/./-}", expected: "1-2.3" },
    { name: "all matches", raw: "${V//./-}", expected: "1-2-3" },
    { name: "longest match", raw: "${PATHNAME/b*q/x}", expected: "foo/xux" },
    // Go, package regexp: with All, an empty match that abuts the match before it is ignored.
    { name: "all of it", raw: "${V//*/x}", expected: "x" },
    { name: "deleting", raw: "${V//./}", expected: "123" },
    { name: "escaped slash in a pattern", raw: "${PATHNAME/\\//-}", expected: "foo-bar.baz.qux" },
    { name: "special parameter", raw: "$@x", expected: "x" },
    { name: "dollar alone", raw: "a$ b", expected: "a$ b" },
    { name: "number", raw: "$12a", expected: "a" },
  ])("$name", ({ raw, expected }) => {
    expect(expand(raw)).toMatchObject({ value: expected });
    expect(expand(raw).failure).toBeUndefined();
  });

  test.each([
    { name: "must be set", raw: "${X:?no}", failure: "X: no" },
    { name: "must not be empty", raw: "${EMPTY:?}", failure: "EMPTY must not be empty" },
    { name: "unknown modifier behind a colon", raw: "${V:x}", failure: "unsupported modifier :x in ${V…}" },
    { name: "unclosed brace", raw: "${V", failure: "expected :- - :+ + :? ? # ## % %% / //" },
    { name: "unclosed quote", raw: '"$V', failure: 'expected "' },
    { name: "escape that patterns do not know", raw: "${V#\\x}", failure: "invalid pattern \\x in ${V#…}" },
    { name: "too deep", raw: "${a:-".repeat(200), failure: "expected at most 100 levels of ${…}" },
  ])("says why not: $name", ({ raw, failure }) => {
    expect(expand(raw).failure).toBe(failure);
  });

  test("the backquote as escape character", () => {
    expect(expand("C:\\`$V", "`").value).toBe("C:\\$V");
  });

  test("a word in JSON form is decoded before it is expanded", () => {
    const raw = '"\\u0024V"';
    const word = createJsonWord(mapWhole(raw, 0), { start: 0, end: raw.length }, "$V", "\\");
    expect(expandWord(word, (name) => variables.get(name)).value).toBe("1.2.3");
  });

  test("tells unset variables with their place", () => {
    const { unknown } = expand("a${X:-b$Y}");
    expect(unknown).toEqual([
      { start: 1, end: 10, name: "X", modifier: ":-", operand: "b$Y" },
      { start: 7, end: 9, name: "Y", modifier: undefined, operand: undefined },
    ]);
  });

  test("patterns are looked for in values of a length that ends soon", () => {
    const values = new Map([
      ["FITS", "x".repeat(1024)],
      ["LONG", "x".repeat(1025)],
    ]);
    const expandWith = (raw: string) =>
      expandWord(createWord(mapWhole(raw, 0), { start: 0, end: raw.length }, "\\"), (name) => values.get(name));
    const tooLong = "expected a value of at most 1024 characters for a pattern, got more";

    expect(expandWith("${FITS##*}-")).toEqual({ value: "-", unknown: [] });
    expect(expandWith("${FITS//x/}-")).toEqual({ value: "-", unknown: [] });
    expect(expandWith("${LONG##*}")).toMatchObject({ failure: tooLong });
    expect(expandWith("${LONG%x}")).toMatchObject({ failure: tooLong });
    expect(expandWith("${LONG/x/}")).toMatchObject({ failure: tooLong });
    expect(expandWith("${FITS##*}".repeat(65)).failure).toContain("65536 characters");
  });

  test("a hundred thousand unset variables take linear time", () => {
    expect(expand("$X".repeat(100_000)).unknown).toHaveLength(100_000);
  });

  test("never throws, and text without quote, escape and dollar stays", () => {
    const unit = fc.constantFrom("$", "{", "}", "#", "%", "/", ":", "-", "?", "*", "'", '"', "\\", "a", "V", " ");
    fc.assert(
      fc.property(fc.string({ unit }), (raw) => {
        const { value } = expand(raw);
        expect(/[$'"\\]/.test(raw) || value === raw).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
