import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openYamlDocuments, parseYamlSource } from "./parse-yaml-source.ts";
import type { YamlNode } from "./syntax.ts";

function toValue(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return [...node.items].map(toValue);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
}

const valueOf = (text: string): unknown => toValue(parseYamlSource(text)[0]?.root);

// Every value is what sigs.k8s.io/yaml 1.6.0 (YAMLToJSON), which kubectl and the API server use, makes of the text.
describe("values as Kubernetes' reader gives them", () => {
  test.each([
    { name: "octal by a leading zero", text: "a: 0644", value: { a: 420 } },
    { name: "negative octal", text: "a: -0644", value: { a: -420 } },
    { name: "octal by 0o", text: "a: 0o17", value: { a: 15 } },
    { name: "no octal digit", text: "a: 08", value: { a: 8 } },
    { name: "no octal digit behind 0o", text: "a: 0o8", value: { a: "0o8" } },
    { name: "binary", text: "a: 0b11", value: { a: 3 } },
    { name: "no binary digit", text: "a: 0b12", value: { a: "0b12" } },
    { name: "hexadecimal", text: "a: 0X1f", value: { a: 31 } },
    { name: "underscores", text: "a: 1_000", value: { a: 1000 } },
    { name: "an underscore first", text: "a: _1", value: { a: "_1" } },
    { name: "plus", text: "a: +1", value: { a: 1 } },
    { name: "exponent without sign", text: "a: 1e3", value: { a: 1000 } },
    { name: "a point first", text: "a: .5", value: { a: 0.5 } },
    { name: "a point last", text: "a: 5.", value: { a: 5 } },
    { name: "too large for a double", text: "a: 1e400", value: { a: "1e400" } },
    { name: "base 60 is none", text: "a: 1:20", value: { a: "1:20" } },
    { name: "a date is a text", text: "a: 2001-12-14", value: { a: "2001-12-14" } },
    { name: "yes, y, NO, on", text: "[yes, y, NO, on, Off]", value: [true, true, false, true, false] },
    { name: "words of other spelling", text: "[yEs, tRue, nULL]", value: ["yEs", "tRue", "nULL"] },
    { name: "null and nothing", text: "a: ~\nb:\nc: null", value: { a: null, b: null, c: null } },
    { name: "keys that are no texts", text: "1: a\ntrue: b\n1.5: c", value: { "1": "a", "1.5": "c", true: "b" } },
    { name: "a tag makes a text", text: "a: !!str 1\nb: !foo 1\nc: !!str", value: { a: "1", b: "1", c: "" } },
    { name: "binary", text: "a: !!binary aGk=", value: { a: "hi" } },
    { name: "a colon inside a word", text: "{a:1, b: c:d}", value: { "a:1": null, b: "c:d" } },
    { name: "a key of a question mark", text: "? a\n: b", value: { a: "b" } },
    {
      name: "a list at its key's own column",
      text: "a:\n- 1\n- b: 2\n  c: 3\nd: 4",
      value: { a: [1, { b: 2, c: 3 }], d: 4 },
    },
    {
      name: "a comment right behind quotes and brackets",
      text: "a: \"b\"#c\nd: [1]#e\nf: {g: 'h'#i\n}#j",
      value: { a: "b", d: [1], f: { g: "h" } },
    },
    { name: "a number sign within a word", text: "a: b#c\nd: [e#f]", value: { a: "b#c", d: ["e#f"] } },
    { name: "lists in lists", text: "- - 1\n  - 2\n-\n  - 3", value: [[1, 2], [3]] },
    { name: "a text over lines", text: "a: b\n  c\n\n  d # e\nf: 1", value: { a: "b c\nd", f: 1 } },
    {
      name: "a quoted text at its parent's indent",
      text: 'a:\n  b: "c\n  d\n  \\\n  e"',
      value: { a: { b: "c d e" } },
    },
    { name: "single quotes", text: "a: 'it''s\n\n  b'", value: { a: "it's\nb" } },
    { name: "escapes", text: '"\\x41\\u3042\\U0001F600\\/\\t\\e"', value: "Aあ😀/\t\u001b" },
    { name: "literal", text: "a: |\n  b\n   c\n\n  d\n\ne: |-\n  f\n", value: { a: "b\n c\n\nd\n", e: "f" } },
    { name: "folded", text: "a: >\n  b\n  c\n\n  d\n   e\n  f\n", value: { a: "b c\nd\n e\nf\n" } },
    { name: "kept line ends", text: "a: |+\n  b\n\nc: d", value: { a: "b\n\n", c: "d" } },
    { name: "written indentation", text: "a: |1\n   b\n  c\n", value: { a: "  b\n c\n" } },
    { name: "anchor and alias", text: "a: &x {b: 1}\nc: *x", value: { a: { b: 1 }, c: { b: 1 } } },
    {
      name: "merge key",
      text: "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3",
      value: { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } },
    },
    {
      name: "merge keys",
      text: "a: [&x {b: 1}, &y {b: 2, c: 2}]\nd: {<<: [*x, *y]}",
      value: { a: [{ b: 1 }, { b: 2, c: 2 }], d: { b: 1, c: 2 } },
    },
    { name: "CR LF", text: "a: b\r\nc:\r\n  - |\r\n    d\r\n    e\r\n", value: { a: "b", c: ["d\ne\n"] } },
    { name: "flow over lines at any indent", text: "a: {\nb: [1,\n2, ],\n}", value: { a: { b: [1, 2] } } },
    { name: "comments", text: "# a\na: 1 # b\n  # c\nb: c#d", value: { a: 1, b: "c#d" } },
    { name: "JSON", text: '{"a":[1,{"b":"c"}],"d":null}', value: { a: [1, { b: "c" }], d: null } },
    { name: "a tab behind a value", text: "a:\tb\t\nc: d\t# e", value: { a: "b", c: "d" } },
    { name: "a text behind the marker", text: "--- a\n", value: "a" },
  ])("$name", ({ text, value }) => {
    expect(valueOf(text)).toEqual(value);
  });
});

describe("what Kubernetes' reader refuses", () => {
  test.each([
    { name: "a tab as indentation", text: "a:\n\t- b", code: "tab-indentation", start: 3 },
    { name: "a list behind a key", text: "a: - b", code: "unexpected-text", start: 3 },
    { name: "two colons", text: "a: b: c", code: "unexpected-text", start: 4 },
    { name: "a map behind the marker", text: "--- a: b", code: "unexpected-text", start: 5 },
    { name: "an unknown alias", text: "a: *b", code: "unknown-anchor", start: 3 },
    { name: "an alias of itself", text: "a: &b [*b]", code: "alias-loop", start: 7 },
    { name: "an open quote", text: 'a: "b\nc: d', code: "unclosed-quote", start: 3 },
    { name: "an open bracket", text: "a: [b,\nc: d", code: "unclosed-flow", start: 3 },
    { name: "an unknown escape", text: 'a: "\\q"', code: "bad-escape", start: 4 },
    { name: "a key too deep", text: "a: 1\n  b: 2", code: "unexpected-text", start: 8 },
    { name: "a key not deep enough", text: "a:\n    b: 1\n  c: 2", code: "bad-indentation", start: 14 },
    { name: "a map as key", text: "{a: b}: c", code: "unexpected-text", start: 0 },
    { name: "text of a template", text: "a: {{ .Values.x }}\n", code: "template", start: 3 },
    { name: "more than 200 levels, the document being one", text: "[".repeat(100_000), code: "too-deep", start: 199 },
  ])("$name", ({ text, code, start }) => {
    const [document] = parseYamlSource(text);

    expect(document?.root).toBeUndefined();
    expect(document?.problems.map((problem) => ({ code: problem.code, start: problem.start }))).toEqual([
      { code, start },
    ]);
  });

  test("a key that stands twice is told, and its last value counts, as the API server does it", () => {
    const [document] = parseYamlSource("a: 1\nb: 2\na: 3\n");

    expect(toValue(document?.root)).toEqual({ a: 3, b: 2 });
    expect(document?.problems).toEqual([{ code: "duplicate-key", got: "a", start: 10, end: 11 }]);
  });

  test("a broken document takes nothing from the others", () => {
    const documents = parseYamlSource("a: 1\n---\nb: [\n---\nc: 2\n...\n---\n# nothing\n---\nd: 3");

    expect(documents.map(({ root }) => toValue(root))).toEqual([{ a: 1 }, undefined, { c: 2 }, { d: 3 }]);
  });

  test("aliases of aliases are one node each: nothing multiplies", () => {
    const lines = ["a0: &a0 [x, x]"];
    for (let level = 1; level < 60; level += 1) lines.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);

    const [document] = parseYamlSource(lines.join("\n"));

    expect(document?.problems).toEqual([]);
  });
});

describe("places", () => {
  test.each([
    { name: "plain", text: "a: b c # d\n", written: "b c" },
    { name: "quoted", text: "a: 'b'  \n", written: "'b'" },
    { name: "block scalar", text: "a: |\n  b\n\n  c\n\nd: e", written: "|\n  b\n\n  c" },
    { name: "flow", text: "a: [b, {c: d}] \n", written: "[b, {c: d}]" },
    { name: "list", text: "a:\n  - b\n  - c:\n      d\ne: f", written: "- b\n  - c:\n      d" },
    { name: "map", text: "a:\n  b: c\n  d: e\n# f\ng: h", written: "b: c\n  d: e" },
    { name: "nothing", text: "a:\nb: c", written: "" },
    { name: "over lines", text: "a: b\n  c\nd: e", written: "b\n  c" },
  ])("$name", ({ text, written }) => {
    const root = parseYamlSource(text)[0]?.root;

    const value = root?.kind === "map" ? root.entries[0]?.value : undefined;
    expect(text.slice(value?.start, value?.end)).toBe(written);
  });

  test("keys", () => {
    const text = "x:\n  'a b': 1\n  c d: 2";
    const root = parseYamlSource(text)[0]?.root;

    const inner = root?.kind === "map" ? root.entries[0]?.value : undefined;
    const keys = inner?.kind === "map" ? inner.entries : [];
    expect(keys.map(({ keyRange }) => text.slice(keyRange.start, keyRange.end))).toEqual(["'a b'", "c d"]);
  });
});

describe("any text", () => {
  const sign = fc.constantFrom(
    " ",
    "\n",
    "a",
    ":",
    "- ",
    "? ",
    "#",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    ">",
    "&a",
    "*a",
    "!",
    "\t",
    "\\",
    "%",
    "---\n",
    "...",
    "\r\n",
    "<<: ",
    "é",
  );

  test("gets an answer, and every place lies in it", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const text = signs.join("");
        for (const { root, problems } of parseYamlSource(text)) {
          for (const { start, end } of problems) expect(0 <= start && start <= end && end <= text.length).toBe(true);
          expect(root === undefined || liesIn(root, text.length)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("what JSON prints is read back", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value, undefined, 2);
        const plain: unknown = JSON.parse(text);
        // Numbers whose text is no number of YAML's, and keys of prototypes, are other tests.
        fc.pre(!text.includes("__proto__") && !/\de-?\d/.test(text) && plain !== null);
        expect(valueOf(text)).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });
});

// kubectl 1.35 reads each as two objects: `kubectl label --local -f FILE a=b -o yaml`.
test.each([
  { name: "a line each", text: '{"a":1}\n{"a":2}\n' },
  { name: "indented, with empty lines between", text: '{\n  "a": 1\n}\n\n{\n  "a": 2\n}\n' },
  { name: "lines of Windows behind a byte order mark", text: '\uFEFF{"a":1}\r\n{"a":2}\r\n' },
  { name: "a brace at the start of a line within an object", text: '{"a":\n{"b":{}\n}}\n{"a":2}' },
])("JSON objects one after the other are documents: $name", ({ text }) => {
  const documents = parseYamlSource(text);

  expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
  expect(documents).toHaveLength(2);
  expect(documents.at(1)?.root?.start).toBe(text.lastIndexOf("{"));
});

test("a template that begins with braces is one document", () => {
  const documents = parseYamlSource('{{- if .Values.on }}\n{{ include "a" . }}\n{{- end }}\n');

  expect(documents.map(({ problems }) => problems.map(({ code }) => code))).toEqual([["template"]]);
});

test("a broken one of several JSON objects takes nothing from the others", () => {
  const documents = parseYamlSource('{"a":1}\n{"a":]}\n{"a":3}\n');

  expect(documents.map(({ problems }) => problems.length)).toEqual([0, 1, 0]);
});

test("a map of many thousand keys is merged into another", { timeout: 60_000 }, () => {
  // More than a call takes as arguments.
  const keys = Array.from({ length: 150_000 }, (_none, index) => `  k${index}: 1\n`).join("");

  const [document] = parseYamlSource(`a: &a\n${keys}b:\n  <<: *a\n`);

  expect(document?.problems).toEqual([]);
  const merged = document?.root?.kind === "map" ? document.root.entries[1]?.value : undefined;
  expect(merged?.kind === "map" ? merged.entries.length : 0).toBe(150_000);
});

test("of more than 500,000 documents the rest is refused, and those before are read", { timeout: 60_000 }, () => {
  const text = `a: 1\n${"---\n".repeat(600_000)}b: 2\n`;

  const documents = parseYamlSource(text);

  expect(documents).toHaveLength(2);
  expect(documents[0]?.root).toBeDefined();
  // The line of the 500,000th marker: 5 characters stand in front of the first, each takes 4.
  const place = { start: 5 + 4 * 499_999, end: 5 + 4 * 499_999 + 3 };
  expect(documents[1]?.problems).toEqual([{ code: "too-many-documents", got: "---", ...place }]);
});

describe("openYamlDocuments", () => {
  const text = "# nothing\n---\na: 1\n---\n---\nb: [\n---\nc: &x 2\nd: *x\n...\n---\ne: 3";

  test("gives documents in any order as reading all gives them, again after they were let go", {
    timeout: 120_000,
  }, () => {
    const all = parseYamlSource(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: all.length })), (places) => {
        const opened = openYamlDocuments(text);
        for (const place of places) {
          expect(opened.at(place)).toEqual(all[place]);
          if (place % 2 === 0) opened.forgetBefore?.(place);
        }
        expect([...opened]).toEqual(all);
      }),
    );
  });

  test("keeps a document until it is let go", () => {
    const opened = openYamlDocuments(text);
    const first = opened.at(0);

    expect(opened.at(0)).toBe(first);
    opened.forgetBefore?.(1);
    expect(opened.at(0)).not.toBe(first);
  });
});

function liesIn(node: YamlNode, length: number): boolean {
  if (!(0 <= node.start && node.start <= node.end && node.end <= length)) return false;
  if (node.kind === "list") return [...node.items].every((item) => liesIn(item, length));
  return node.kind === "scalar" || node.entries.every(({ value }) => liesIn(value, length));
}
