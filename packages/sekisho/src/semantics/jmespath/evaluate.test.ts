import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { evaluatePath } from "./evaluate.ts";
import { parsePath } from "./parse.ts";
import { demandsOfPath } from "./root-names.ts";

const known: ManifestValue = {
  a: { b: { c: "deep" }, "x/y": 1 },
  list: [0, 1, 2, 3, 4],
  nested: [[0, 1], [2, [3]], 4],
  people: [
    { name: "b", age: 30, tags: ["x"] },
    { name: "a", age: 50 },
    { name: "c", age: 40, tags: ["y", "z"] },
  ],
  ops: { one: { count: 1 }, two: { count: 2 }, three: {} },
  empty: "",
  no: false,
};

function ask(expression: string): ManifestValue | undefined {
  const node = parsePath(expression);
  return node && evaluatePath(node, known);
}

describe("evaluatePath", () => {
  // JMESPath specification and its examples, worked out by hand on the values above; functions of Kyverno by its documentation.
  test.each<{ readonly expression: string; readonly expected: ManifestValue }>([
    { expression: "a.b.c", expected: "deep" },
    { expression: 'a."x/y"', expected: 1 },
    { expression: "a.none.c", expected: null },
    { expression: "list[0]", expected: 0 },
    { expression: "list[-1]", expected: 4 },
    { expression: "list[1:3]", expected: [1, 2] },
    { expression: "list[::-2]", expected: [4, 2, 0] },
    { expression: "list[10]", expected: null },
    { expression: "nested[]", expected: [0, 1, 2, [3], 4] },
    { expression: "nested[][]", expected: [0, 1, 2, 3, 4] },
    { expression: "people[*].name", expected: ["b", "a", "c"] },
    { expression: "people[*].tags[0]", expected: ["x", "y"] },
    { expression: "people[].tags[]", expected: ["x", "y", "z"] },
    { expression: "people[*].tags | [0]", expected: ["x"] },
    { expression: "people[:2].name", expected: ["b", "a"] },
    { expression: "ops.*.count", expected: [1, 2] },
    { expression: "people[?age > `35`].name", expected: ["a", "c"] },
    { expression: "people[?age > `35` && name == 'c'].age | [0]", expected: 40 },
    { expression: "people[?contains(tags || `[]`, 'x')].name", expected: ["b"] },
    { expression: "people[?!tags].name", expected: ["a"] },
    { expression: "people[0].[name, age]", expected: ["b", 30] },
    { expression: "people[0].{n: name, t: tags[0]}", expected: { n: "b", t: "x" } },
    { expression: "[a.b.c, list[0]]", expected: ["deep", 0] },
    { expression: "empty || no || 'x'", expected: "x" },
    { expression: "list && a.b.c", expected: "deep" },
    { expression: "!(empty)", expected: true },
    { expression: "'it\\'s'", expected: "it's" },
    { expression: '`{"k": [1, null]}`.k[0]', expected: 1 },
    { expression: "a.b.c == 'deep' || no", expected: true },
    { expression: "list == `[0, 1, 2, 3, 4]`", expected: true },
    { expression: "list < `1`", expected: null },
    { expression: "length(list)", expected: 5 },
    { expression: "length(none)", expected: 0 },
    { expression: "sort_by(people, &age)[*].name", expected: ["b", "c", "a"] },
    { expression: "max_by(people, &age).name", expected: "a" },
    { expression: "map(&age, people)", expected: [30, 50, 40] },
    { expression: "sort(`[3, 1, 2]`)", expected: [1, 2, 3] },
    { expression: 'sort(`[3, "1"]`)', expected: null },
    { expression: "join(', ', people[*].name)", expected: "b, a, c" },
    { expression: "keys(ops)", expected: ["one", "two", "three"] },
    { expression: "sum(people[*].age)", expected: 120 },
    { expression: "not_null(none, empty, list)", expected: "" },
    { expression: "type(list)", expected: "array" },
    { expression: "to_upper(a.b.c)", expected: "DEEP" },
    { expression: "split('a/b/c', '/')[-1]", expected: "c" },
    { expression: "regex_match('^d.+p$', a.b.c)", expected: true },
    { expression: "regex_match('(', a.b.c)", expected: null },
    { expression: "replace('a-a-a', '-', '+', `1`)", expected: "a+a-a" },
    { expression: "replace_all('a-a-a', '-', '')", expected: "aaa" },
    { expression: "trim_prefix('v1.2', 'v')", expected: "1.2" },
    { expression: "trim('--a-', '-')", expected: "a" },
    { expression: "items(`{\"k\": 1}`, 'key', 'value')", expected: [{ key: "k", value: 1 }] },
    { expression: 'object_from_lists(`["k"]`, `[1]`)', expected: { k: 1 } },
    { expression: 'label_match(`{"a": "1"}`, `{"a": "1", "b": "2"}`)', expected: true },
    { expression: "parse_json('[1]')[0]", expected: 1 },
    { expression: "parse_json('{')", expected: null },
    { expression: "base64_decode('aGk=')", expected: "hi" },
    { expression: "add('500m', `1`)", expected: 1.5 },
    { expression: "divide(`1`, `0`)", expected: null },
    { expression: "semver_compare('1.2.3', '>=1.0.0 <2.0.0')", expected: true },
    { expression: "to_number('12')", expected: 12 },
  ])("$expression", ({ expression, expected }) => {
    expect(ask(expression)).toEqual(expected);
  });

  test.each([
    "",
    "a.",
    ".a",
    "a[",
    "a[0",
    "a]",
    "a b",
    "[?]",
    "a[?]",
    "{}",
    "{a}",
    "length(",
    "'open",
    '"open',
    "`{`",
    "`open",
    "a.[1]x",
    "a[1:2:3:4]",
    "a[0 1]",
    "#",
    "a ==",
    "!",
    "&",
    "a..b",
    "(".repeat(200),
    "a.*.".repeat(100),
  ])("%s is no expression", (expression) => {
    expect(parsePath(expression)).toBeUndefined();
  });

  test("whatever is written ends, and gives a value or is no expression", () => {
    const pieces = fc.constantFrom(
      ...Array.from("abc[]{}()*.?|&!'\"`0123:,@<>= "),
      "length(",
      "sort_by(",
      "[*]",
      "[?",
      "[]",
      "||",
    );
    const evaluate = (text: string) => {
      const node = parsePath(text);
      return node === undefined || JSON.stringify(evaluatePath(node, known)) !== "";
    };
    const property = fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => evaluate(parts.join("")));

    expect(fc.check(property, { numRuns: 500 })).toMatchObject({ failed: false });
  });

  test("projections of projections end within their budget", () => {
    const wide: ManifestValue = Array.from({ length: 2_000 }, (_, index) => index);
    const node = parsePath("map(&length(sort($)), @)".replace("$", "`[2, 1]`"));

    expect(node && evaluatePath(node, wide)).toHaveLength(2_000);
  });
});

test("what an expression asks of what surrounds it", () => {
  const node = parsePath("request.object.spec.[a, b][?c == d] | map(&e, length(f.g))");

  expect(node && [...demandsOfPath(node).names]).toEqual(["request"]);
  expect(node && [...demandsOfPath(node).functions]).toEqual(["map", "length"]);
});
