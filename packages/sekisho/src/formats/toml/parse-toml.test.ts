import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataNode, findNode, itemsOf } from "../../model/data-tree.ts";
import { parseToml } from "./parse-toml.ts";

function toPlain(node: DataNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toPlain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
}

describe("parseToml", () => {
  // Texts and values: the examples of the TOML 1.0.0 specification.
  test.each([
    {
      name: "bare and quoted keys",
      text: 'key = "v"\n1234 = "v"\n"127.0.0.1" = "v"\n\'q "x"\' = "v"',
      expected: { key: "v", 1234: "v", "127.0.0.1": "v", 'q "x"': "v" },
    },
    {
      name: "dotted keys",
      text: 'physical.color = "orange"\nsite."google.com" = true',
      expected: { physical: { color: "orange" }, site: { "google.com": true } },
    },
    { name: "escapes", text: 'a = "I\'m \\"q\\". Jos\\u00E9\\n"', expected: { a: 'I\'m "q". José\n' } },
    {
      name: "several lines, trimmed",
      text: 'a = """\\\n   The quick \\\n\n  brown."""',
      expected: { a: "The quick brown." },
    },
    {
      name: "quotes before the end",
      text: 'a = """He said "x"."""\nb = """"x""""\nc = \'\'\'I\'\'x\'\'\'',
      expected: { a: 'He said "x".', b: '"x"', c: "I''x" },
    },
    { name: "literal", text: "a = 'C:\\Users\\n'\nb = '''\nfirst\n'''", expected: { a: "C:\\Users\\n", b: "first\n" } },
    {
      name: "integers",
      text: "a = +99\nb = 1_000\nc = 0xDEAD_BEEF\nd = 0o755\ne = 0b1101",
      expected: { a: 99, b: 1000, c: 0xdeadbeef, d: 0o755, e: 13 },
    },
    {
      name: "floats",
      text: "a = -0.01\nb = 5e+22\nc = 224_617.445_991\nd = -inf",
      expected: { a: -0.01, b: 5e22, c: 224_617.445_991, d: -Infinity },
    },
    {
      name: "dates stay texts",
      text: "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00\nc = 07:32:00",
      expected: { a: "1979-05-27T07:32:00Z", b: "1979-05-27 07:32:00", c: "07:32:00" },
    },
    {
      name: "lists over lines",
      text: "a = [ 1,\n 2, # two\n]\nb = [[1], ['x']]",
      expected: { a: [1, 2], b: [[1], ["x"]] },
    },
    {
      name: "tables",
      text: "[a.b]\nc = 1\n[a]\nd = 2\n[ j . 'k' ]",
      expected: { a: { b: { c: 1 }, d: 2 }, j: { k: {} } },
    },
    { name: "inline tables", text: "a = { x.y = 1, z = {} }", expected: { a: { x: { y: 1 }, z: {} } } },
    {
      name: "lists of tables",
      text: "[[f]]\nn = 1\n[f.p]\nc = 2\n[[f.v]]\nm = 3\n[[f]]\nn = 4",
      expected: { f: [{ n: 1, p: { c: 2 }, v: [{ m: 3 }] }, { n: 4 }] },
    },
  ])("$name", ({ text, expected }) => {
    const { root, problems } = parseToml(text);

    expect(problems).toEqual([]);
    expect(toPlain(root)).toEqual(expected);
  });

  // Each is called invalid by the specification.
  test.each([
    { name: "no value", text: "key = # x" },
    { name: "two pairs on a line", text: 'a = "x" b = "y"' },
    { name: "no key", text: '= "x"' },
    { name: "a key twice", text: "a = 1\na = 2" },
    { name: "a number as a table", text: "a = 1\na.b = 2" },
    { name: "a table twice", text: "[a]\nb = 1\n[a]\nc = 2" },
    { name: "a table over a key", text: "[a]\nb = 1\n[a.b]\nc = 2" },
    { name: "a dotted table again", text: "[f]\na.c = 1\n[f.a]" },
    { name: "an inline table extended", text: "a = { b = 1 }\na.c = 2" },
    { name: "an inline table extended by a header", text: "a = { b = {} }\n[a.b]" },
    { name: "a static list extended", text: "a = []\n[[a]]" },
    { name: "a list over a table", text: "[a]\n[[a]]" },
    { name: "a table over a list", text: "[[a]]\n[a]" },
    { name: "leading zero", text: "a = 01" },
    { name: "no digit behind the point", text: "a = 7." },
    { name: "two underscores", text: "a = 1__0" },
    { name: "no such day", text: "a = 2023-02-29" },
    { name: "an unknown escape", text: 'a = "\\q"' },
    { name: "a surrogate", text: 'a = "\\uD800"' },
    { name: "an open text", text: 'a = "x\nb = 1' },
    { name: "a control character", text: "a = 'x\u0001'" },
  ])("$name is refused, and the lines around it are read", ({ text }) => {
    const { root, problems } = parseToml(`first = 1\n${text}\n[last]\nx = 2\n`);

    expect(problems.length).toBeGreaterThan(0);
    expect(toPlain(findNode(root, "first"))).toBe(1);
    expect(toPlain(findNode(root, "last", "x"))).toBe(2);
  });

  test("lines are those of keys and headers", () => {
    const { root } = parseToml('# c\n[[package]]\nname = "a"\nfiles = [\n {x = 1},\n]\n');

    expect(findNode(root, "package")).toMatchObject({ items: [{ line: 2 }] });
    const [first] = itemsOf(findNode(root, "package"));
    expect(findNode(first, "name")?.line).toBe(3);
    expect(findNode(first, "files")).toMatchObject({ line: 4, items: [{ line: 5 }] });
  });

  test("never throws, always ends", () => {
    const unit = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      "=",
      '"',
      '"""',
      "'",
      "\\",
      "\n",
      ".",
      ",",
      "a",
      "1",
      "#",
      " ",
      "\r",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(Array.isArray(parseToml(text).problems)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
