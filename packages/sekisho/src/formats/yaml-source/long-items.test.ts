import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseYamlSource } from "./parse-yaml-source.ts";
import type { YamlNode } from "./syntax.ts";

/** Makes a document so long that the items of its List are not held; nothing that is read moves. */
const comment = `\n#${" ".repeat(1_048_576)}\n`;

const block = `apiVersion: v1
items:
- apiVersion: v1
  kind: ConfigMap # said of the kind
  data:
    script: |
      - no item
      items:
    "quoted":
    - 'one'
-
  kind: Secret
- - inner
  - { a: [1, 2.50, yes] }
- text
-
kind: List
`;

describe("a List in a long document", () => {
  test.each([
    { name: "in block style, at the column of its key", text: block, isLong: true },
    {
      name: "in block style, deeper than its key",
      text: block.replaceAll(/^(?=[- ])/gm, "   "),
      isLong: true,
    },
    { name: "with CRLF", text: block.replaceAll("\n", "\r\n"), isLong: true },
    {
      name: "as JSON on one line",
      text: '{"kind":"List","items":[{"a":{"items":[1,[2]]}},{"b":[{"c":"\\u3042"}]}]}',
      isLong: true,
    },
    {
      name: "as JSON over several lines",
      text: '{\n    "items": [\n        {\n            "a": 1\n        },\n        {}\n    ]\n}',
      isLong: true,
    },
    {
      name: "in brackets behind a key in block style",
      text: "kind: List\nitems: [ { a: b }, c: d, [e] ]",
      isLong: true,
    },
    {
      name: "with an anchor, which needs what is in front of it",
      text: "items:\n- &a { b: 1 }\n- *a\n",
      isLong: false,
    },
    { name: "of another key", text: "rules:\n- a\n- b\n", isLong: false },
    { name: "of a key below", text: "spec:\n  items:\n  - a\n", isLong: false },
    { name: "of items that is a list of lists", text: "- items:\n  - a\n", isLong: false },
  ])("is read as if it were held: $name", ({ text, isLong }) => {
    const long = parseYamlSource(text + comment);

    expect(long.map(({ root }) => root && held(root))).toEqual(
      parseYamlSource(text).map(({ root }) => root && held(root)),
    );
    expect(long.some(({ root }) => root !== undefined && letsGo(root))).toBe(isLong);
  });

  test("gives an item by its place, from both ends, and nothing outside", () => {
    const [root] = parseYamlSource(`items:\n- a: 1\n- b\n${comment}`).map((document) => document.root);
    const items = root?.kind === "map" ? root.entries[0]?.value : undefined;

    expect(items?.kind === "list" && [items.items.at(1), items.items.at(-1)]).toMatchObject([
      { value: "b" },
      { value: "b" },
    ]);
    expect(items?.kind === "list" && [items.items.at(2), items.items.at(-3)]).toEqual([undefined, undefined]);
  });

  test("reads an item that is asked for between many others again", () => {
    const count = 3_000;
    const [root] = parseYamlSource(
      `items:\n${Array.from({ length: count }, (_none, index) => `- n: ${index}\n`).join("")}${comment}`,
    ).map((document) => document.root);
    const items = root?.kind === "map" ? root.entries[0]?.value : undefined;
    if (items?.kind !== "list") throw new Error("expected a list");
    const first = items.items.at(0);

    expect(items.items.at(0)).toBe(first);
    for (let index = 0; index < count; index++) {
      expect(items.items.at(index)).toMatchObject({ entries: [{ value: { value: index } }] });
    }
    expect(items.items.at(0)).not.toBe(first);
    expect(items.items.at(0)).toEqual(first);
  });

  test("says where a key stands twice in an item, and where an item is broken", () => {
    const twice = parseYamlSource(`items:\n- a: 1\n  a: 2\n${comment}`);
    const broken = parseYamlSource(`items:\n- a: 1\n- "b\n${comment}`);

    expect(twice[0]?.problems).toMatchObject([{ code: "duplicate-key", start: 16, end: 17 }]);
    expect(broken[0]?.problems).toMatchObject([{ code: "unclosed-quote", start: 16 }]);
    expect(broken[0]?.root).toBeUndefined();
  });

  test.each([
    { name: "double", quote: '"' },
    { name: "single", quote: "'" },
  ])("a megabyte of blanks in $name quotes costs no more than its length", ({ quote }) => {
    const [document] = parseYamlSource(`a: ${quote}b${comment}c  \n ${quote}`);

    // YAML 1.1, section 9.1.1: blanks around a line end are left out, one line end is a blank.
    expect(document?.root).toMatchObject({ entries: [{ value: { value: "b # c " } }] });
  });

  test("holds what any JSON holds", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 5 }), fc.nat(4), (items, indent) => {
        const text = JSON.stringify({ kind: "List", items }, undefined, indent);
        const [document] = parseYamlSource(text + comment);

        expect(document?.root && held(document.root)).toEqual(
          parseYamlSource(text).map(({ root }) => root && held(root))[0],
        );
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

/** Gives a node with all its items in arrays. */
function held(node: YamlNode): unknown {
  if (node.kind === "list") return { ...node, items: [...node.items].map(held) };
  if (node.kind === "map")
    return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: held(entry.value) })) };
  return node;
}

function letsGo(node: YamlNode): boolean {
  if (node.kind === "list") return node.items.isLong === true || [...node.items].some(letsGo);
  return node.kind === "map" && node.entries.some(({ value }) => letsGo(value));
}
