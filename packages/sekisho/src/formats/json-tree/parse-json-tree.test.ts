import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataNode, findNode, itemsOf } from "../../model/data-tree.ts";
import { parseJsonTree } from "./parse-json-tree.ts";

function toPlain(node: DataNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toPlain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
}

describe("parseJsonTree", () => {
  test("gives what JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const parsed = parseJsonTree(JSON.stringify(value, undefined, indent));

        expect(parsed.problems).toEqual([]);
        expect(toPlain(parsed.root)).toEqual(value);
      }),
    );
  });

  test("refuses what JSON.parse refuses", () => {
    const unit = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "1", "-", "e", ".", "true", "null", " ");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(parseJsonTree(text).problems.length > 0).toBe(isRefused(text));
      }),
      { numRuns: 3000 },
    );
  });

  // Counted by hand, quotes included; columns count from 1 and the end is the one after the last.
  test.each([
    { name: "on the first line", text: '{"a":{"bc":{}}}', keys: ["a", "bc"], line: 1, expected: [7, 11] },
    { name: "on a later line", text: '{\n  "a": {}}', keys: ["a"], line: 2, expected: [3, 6] },
    {
      name: "behind a comment of several lines",
      text: '{ /* x\ny */ "a": {}}',
      keys: ["a"],
      line: 2,
      expected: [6, 9],
    },
    { name: "of a key with an escape", text: '{"\\u0061": {}}', keys: ["a"], line: 1, expected: [2, 10] },
  ])("columns are those of the key: $name", ({ text, keys, line, expected }) => {
    const { root } = parseJsonTree(text, { allowComments: true });

    expect(findNode(root, ...keys)).toMatchObject({ line, keyColumns: expected });
  });

  test("texts in lists, and in maps of lists, have their own columns", () => {
    const { root } = parseJsonTree('{"l":["ab",{"n":"c\\"",\n"m":\n"x"}],"k":{"n":"d"},"e":[1]}');
    const [text, map] = itemsOf(findNode(root, "l"));

    expect(findNode(root, "l")).toMatchObject({ keyColumns: [2, 5] });
    expect(text).toEqual({ kind: "scalar", value: "ab", line: 1, columns: [7, 11] });
    expect(findNode(map, "n")).toEqual({ kind: "scalar", value: 'c"', line: 1, columns: [17, 22] });
    // Its key stands on another line.
    expect(findNode(map, "m")).toEqual({ kind: "scalar", value: "x", line: 2 });
    // Its map has a key.
    expect(findNode(root, "k", "n")).toEqual({ kind: "scalar", value: "d", line: 3 });
  });

  test("lines are those of the keys", () => {
    const { root } = parseJsonTree('{\n "a":\n  { "b": 1 },\n "c": [\n 2 ]\n}');

    expect(findNode(root, "a")?.line).toBe(2);
    expect(findNode(root, "a", "b")?.line).toBe(3);
    expect(findNode(root, "c")).toMatchObject({ line: 4, items: [{ line: 5 }] });
  });

  test.each([
    { name: "nothing", text: "", line: 1, got: "", kept: undefined },
    { name: "an open list", text: '{"a": 1,\n"b": [1,', line: 2, got: "", kept: { a: 1, b: [1] } },
    { name: "a word", text: '{"a": 1,\n"b": yes}', line: 2, got: "yes}", kept: { a: 1 } },
    { name: "no comma", text: '{"a": 1 "b": 2}', line: 1, got: '"b": 2}', kept: { a: 1 } },
    { name: "something behind the end", text: "{}\n{}", line: 2, got: "{}", kept: {} },
    { name: "a wrong escape", text: '["\\x"]', line: 1, got: '"\\x"]', kept: [] },
  ])("$name is a problem, what came before is kept", ({ text, line, got, kept }) => {
    const { root, problems } = parseJsonTree(text);

    expect(problems).toMatchObject([{ line, got }]);
    expect(toPlain(root)).toEqual(kept);
  });

  test("comments and last commas only where asked for", () => {
    const text = '// a\n{ "a": [1, /* \n */ 2,],\n}';

    expect(toPlain(parseJsonTree(text, { allowComments: true }).root)).toEqual({ a: [1, 2] });
    expect(parseJsonTree(text).problems).toHaveLength(1);
  });
});

function isRefused(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
