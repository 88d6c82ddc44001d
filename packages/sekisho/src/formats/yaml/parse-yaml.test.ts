import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { type DataNode, findNode } from "../../model/data-tree.ts";
import { readBlocks } from "./block-reader.ts";
import { readWithLibrary } from "./library-reader.ts";
import { parseYaml } from "./parse-yaml.ts";

function toPlain(node: DataNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toPlain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
}

const word = fc.stringMatching(/^[a-z@/._^~:# '"-]{1,8}$/);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.boolean(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(word, tie("tree"), { maxKeys: 3 }),
  ),
}));

describe("parseYaml", () => {
  test("reads what the library writes as the library reads it, or leaves it to the library", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringify(value);
        const own = readBlocks(text);

        const other = readWithLibrary(text).documents;
        expect((own ?? other).map(toPlain)).toEqual(other.map(toPlain));
        expect(parseYaml(text).documents.map(toPlain)).toEqual([value]);
      }),
      { numRuns: 500 },
    );
  });

  // The library, which passes the YAML test suite, is the second opinion.
  test("where the line reader reads a text, the library reads the same", () => {
    const unit = fc.constantFrom(
      "a",
      "b",
      ":",
      ": ",
      "- ",
      "\n",
      "\n  ",
      "\n    ",
      '"',
      "'",
      "{",
      "}",
      "[",
      "]",
      ", ",
      " #",
      "? ",
      "1.0",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), (text) => {
        const own = readBlocks(text);
        const other = readWithLibrary(text);
        if (own === undefined || other.problems.length > 0) return;

        expect(own.map(toPlain)).toEqual(other.documents.map(toPlain));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    { name: "numbers stay texts", text: "a: 1.10\nb: 0x1F\nc: 1e3", expected: { a: "1.10", b: "0x1F", c: "1e3" } },
    { name: "a list at its key's column", text: "a:\n- b\n- c: d\n  e: f", expected: { a: ["b", { c: "d", e: "f" }] } },
    {
      name: "values on one line",
      text: "a: {b: [c, 'd, e'], f: http://x/y}",
      expected: { a: { b: ["c", "d, e"], f: "http://x/y" } },
    },
    { name: "comments", text: "# x\na: b # c\n\nd: 'e # f'", expected: { a: "b", d: "e # f" } },
    { name: "null", text: "a:\nb: ~\nc: null", expected: { a: null, b: null, c: null } },
    {
      name: "block texts, by the library",
      text: "a: |\n  b\n  c\nd: >-\n  e\n  f",
      expected: { a: "b\nc\n", d: "e f" },
    },
    { name: "anchors, by the library", text: "a: &x [1]\nb: *x", expected: { a: ["1"], b: ["1"] } },
    { name: "long keys", text: '? "a b"\n:\n  c: d', expected: { "a b": { c: "d" } } },
  ])("$name", ({ text, expected }) => {
    const { documents, problems } = parseYaml(text);

    expect(problems).toEqual([]);
    expect(documents.map(toPlain)).toEqual([expected]);
  });

  test("a tab in front of a key is an error with its line", () => {
    expect(parseYaml("a:\n\tb: c").problems[0]).toMatchObject({ line: 2 });
  });

  test("several documents, lines of keys", () => {
    const { documents } = parseYaml("---\na: 1\n---\nb:\n  c: 2\n");

    expect(documents.map(toPlain)).toEqual([{ a: "1" }, { b: { c: "2" } }]);
    expect(findNode(documents[1], "b")?.line).toBe(4);
    expect(findNode(documents[1], "b", "c")?.line).toBe(5);
  });
});
