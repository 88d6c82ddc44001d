import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { ManifestChange } from "../kubernetes/manifest-change.ts";
import { editManifest } from "./edit-manifest.ts";

function editText(text: string, changes: readonly ManifestChange[], document = 0): string {
  const root = parseYamlSource(text)[document]?.root;
  if (root === undefined) throw new Error("The text of the test cannot be read");
  const made = editManifest(text, root, changes);
  if ("refusal" in made) return `refused: ${made.refusal.en}`;
  let result = text;
  for (const edit of made.edits.toReversed()) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}

// Expected texts are written by hand: what a person would change, and nothing else.
describe("block style", () => {
  test.each([
    {
      name: "a value keeps its comment",
      text: "a: true # why\nb: 1\n",
      changes: [{ set: "/a", value: false }],
      expected: "a: false # why\nb: 1\n",
    },
    {
      name: "comments of a key that goes stay, as those of others stay",
      text: "a: 1 # of a\n# of b\nb: # of b, too\n  c: 1\n  # deeper\n# of d\nd: 2\n",
      changes: [{ remove: "/b" }],
      expected: "a: 1 # of a\n# of b\n# of b, too\n# deeper\n# of d\nd: 2\n",
    },
    {
      name: "the first key of an item",
      text: "l:\n  - a: 1\n    b: 2\n  - c: 3\n",
      changes: [{ remove: "/l/0/a" }],
      expected: "l:\n  - b: 2\n  - c: 3\n",
    },
    {
      name: "the last key of a map",
      text: "securityContext: # pod\n  privileged: true\nname: a\n",
      changes: [{ remove: "/securityContext/privileged" }],
      expected: "securityContext: {} # pod\nname: a\n",
    },
    {
      name: "an item in the middle",
      text: "add:\n- A\n# about B\n- B\n- C\n",
      changes: [{ remove: "/add/1" }],
      expected: "add:\n- A\n# about B\n- C\n",
    },
    {
      name: "maps on the way, behind the last key in conventional order",
      text: "containers:\n    - name: a\n      image: b\n      # nothing\nvolumes: []\n",
      changes: [
        { set: "/containers/0/securityContext/capabilities/drop", value: ["ALL"] },
        { set: "/containers/0/securityContext/runAsNonRoot", value: true },
      ],
      expected:
        "containers:\n    - name: a\n      image: b\n      securityContext:\n        capabilities:\n          drop:\n              - ALL\n        runAsNonRoot: true\n      # nothing\nvolumes: []\n",
    },
    {
      name: "steps of four blanks",
      text: "spec:\n    template:\n        a: 1\n",
      changes: [{ set: "/spec/template/b/c", value: 1 }],
      expected: "spec:\n    template:\n        a: 1\n        b:\n            c: 1\n",
    },
    {
      name: "dashes as the file sets them",
      text: "a:\n-   b: 1\n",
      changes: [{ set: "/a/0/c", value: ["d", { e: 1, f: 2 }] }],
      expected: "a:\n-   b: 1\n    c:\n    -   d\n    -   e: 1\n        f: 2\n",
    },
    {
      name: "in front of the containers",
      text: "spec:\n  # the containers\n  containers:\n  - name: a\n",
      changes: [{ set: "/spec/automountServiceAccountToken", value: false }],
      expected: "spec:\n  automountServiceAccountToken: false\n  # the containers\n  containers:\n  - name: a\n",
    },
    {
      name: "an empty map becomes a block",
      text: "resources: {} # later\nname: a",
      changes: [{ set: "/resources/limits/memory", value: "64Mi" }],
      expected: "resources: # later\n  limits:\n    memory: 64Mi\nname: a",
    },
    {
      name: "an empty value",
      text: "securityContext:\nname: a\n",
      changes: [{ set: "/securityContext/runAsNonRoot", value: true }],
      expected: "securityContext:\n  runAsNonRoot: true\nname: a\n",
    },
    {
      name: "texts that would be something else are quoted as the file quotes",
      text: "a: 'x'\n",
      changes: [
        { set: "/b", value: "yes" },
        { set: "/c", value: "1.0" },
        { set: "/d", value: "null" },
        { set: "/e", value: "*all" },
        { set: "/f", value: "10:30" },
        { set: "/g", value: "it's: so" },
      ],
      expected: "a: 'x'\nb: 'yes'\nc: '1.0'\nd: 'null'\ne: '*all'\nf: '10:30'\ng: 'it''s: so'\n",
    },
    {
      name: "the quotes of a value that is replaced",
      text: "image: \"nginx:latest\"\nother: 'x'\n",
      changes: [{ set: "/image", value: "nginx:1.29" }],
      expected: "image: \"nginx:1.29\"\nother: 'x'\n",
    },
    {
      name: "appending as the items before are written",
      text: 'drop:\n  -   "A"\nz: 1\n',
      changes: [{ set: "/drop/-", value: "B" }],
      expected: 'drop:\n  -   "A"\n  -   "B"\nz: 1\n',
    },
    {
      name: "carriage returns, no line end at the end",
      text: "a:\r\n  b: 1\r\n  c: 2",
      changes: [{ remove: "/a/b" }, { set: "/a/d", value: true }],
      expected: "a:\r\n  c: 2\r\n  d: true",
    },
    {
      name: "a byte order mark",
      text: "\uFEFFa: 1\nb: 2\n",
      changes: [{ remove: "/a" }],
      expected: "\uFEFFb: 2\n",
    },
    {
      name: "tabs between key and value",
      text: "a:\ttrue\t# x\n",
      changes: [{ set: "/a", value: false }],
      expected: "a:\tfalse\t# x\n",
    },
    {
      name: "two keys of one block, the last gone",
      text: "x:\n  a: 1\n  b: 2\ny: 1\n",
      changes: [{ remove: "/x/b" }, { set: "/z", value: 3 }],
      expected: "x:\n  a: 1\ny: 1\nz: 3\n",
    },
    {
      name: "nothing to do",
      text: "a: 1\n",
      changes: [{ set: "/a", value: 1 }, { remove: "/b/c" }],
      expected: "a: 1\n",
    },
  ] satisfies readonly EditCase[])("$name", ({ text, changes, expected }) => {
    expect(editText(text, changes)).toBe(expected);
  });

  test("the second document, an item of a list", () => {
    const text = "a: 1\n---\nkind: List\nitems:\n- a: 1\n- a: 1\n";

    expect(editText(text, [{ set: "/items/1/a", value: 2 }], 1)).toBe(
      "a: 1\n---\nkind: List\nitems:\n- a: 1\n- a: 2\n",
    );
  });
});

interface EditCase {
  readonly name: string;
  readonly text: string;
  readonly changes: readonly ManifestChange[];
  readonly expected: string;
}

describe("brackets", () => {
  test.each([
    {
      name: "inside of items, the others being left alone",
      text: "l: [{ a: 1 }, # one\n  { a: 2 }, { a: 3 }]\n",
      changes: [
        { set: "/l/0/b", value: true },
        { set: "/l/2/a", value: 4 },
        { set: "/l/2/b", value: 5 },
      ],
      expected: "l: [{ a: 1, b: true }, # one\n  { a: 2 }, { a: 4, b: 5 }]\n",
    },
    {
      name: "inside of items of JSON, indented as they are",
      text: '{\n  "items": [\n    {\n      "a": 1\n    },\n    {\n      "a": 2\n    }\n  ]\n}\n',
      changes: [{ set: "/items/1/b", value: "x" }],
      expected: '{\n  "items": [\n    {\n      "a": 1\n    },\n    {\n      "a": 2,\n      "b": "x"\n    }\n  ]\n}\n',
    },
    {
      name: "inside of an item behind an alias",
      text: "l: [&x { a: 1 }, *x, { a: 2 }]\n",
      changes: [{ set: "/l/2/b", value: 3 }],
      expected: "l: [&x { a: 1 }, *x, { a: 2, b: 3 }]\n",
    },
    {
      name: "inside of an item that stands elsewhere too",
      text: "l: [&x { a: 1 }, *x]\n",
      changes: [{ set: "/l/1/b", value: 3 }],
      expected: "refused: The value is shared through an anchor, so that the edit would change other places, too.",
    },
    {
      name: "one line",
      text: "s: { a: 1, b: 2 }\n",
      changes: [{ remove: "/s/a" }, { set: "/s/c", value: ["ALL"] }],
      expected: "s: { b: 2, c: [ALL] }\n",
    },
    {
      name: "a list",
      text: 'drop: ["A", "B"]\n',
      changes: [{ remove: "/drop/0" }, { set: "/drop/-", value: "ALL" }],
      expected: 'drop: ["B", "ALL"]\n',
    },
    {
      name: "JSON",
      text: '{\n  "a": true,\n  "l": [\n    "x"\n  ],\n  "e": {}\n}\n',
      changes: [
        { set: "/a", value: false },
        { set: "/l/-", value: "yes" },
        { set: "/e/b", value: { c: ["d"] } },
      ],
      expected:
        '{\n  "a": false,\n  "l": [\n    "x",\n    "yes"\n  ],\n  "e": {\n    "b": {\n      "c": [\n        "d"\n      ]\n    }\n  }\n}\n',
    },
    {
      name: "a comma at the end",
      text: "{\n  a: 1,\n}\n",
      changes: [{ set: "/b", value: 2 }],
      expected: "{\n  a: 1,\n  b: 2,\n}\n",
    },
    {
      name: "comments between",
      text: "{\n  a: 1, # of a\n  b: 2 # of b\n}\n",
      changes: [{ set: "/c", value: 3 }],
      expected: "{\n  a: 1, # of a\n  b: 2, # of b\n  c: 3\n}\n",
    },
    { name: "the last entry", text: "s: { a: 1 }\n", changes: [{ remove: "/s/a" }], expected: "s: {}\n" },
  ] satisfies readonly EditCase[])("$name", ({ text, changes, expected }) => {
    expect(editText(text, changes)).toBe(expected);
  });
});

describe("comments of what is removed", () => {
  test.each([
    {
      name: "behind the value, on a line of its own",
      text: "a:\n  b: true  # asked for by team b\n  c: 1\n",
      changes: [{ remove: "/a/b" }],
      expected: "a:\n  # asked for by team b\n  c: 1\n",
    },
    {
      name: "the last key of a block",
      text: "a:\n  # above\n  b: true # behind\nc: 1\n",
      changes: [{ remove: "/a/b" }],
      expected: "a: {}\n  # above\n  # behind\nc: 1\n",
    },
    {
      name: "all items of a list",
      text: "a:\n- b # one\n# two\n- c\nd: 1",
      changes: [{ set: "/a", value: [] }],
      expected: "a: []\n# one\n# two\nd: 1",
    },
    {
      name: "the first key behind a dash",
      text: "l:\n  - a: 1 # one\n    # two\n    b: 2\n",
      changes: [{ remove: "/l/0/a" }],
      expected: "l:\n  - # one\n    # two\n    b: 2\n",
    },
    {
      name: "an item that becomes another",
      text: "l:\n- a: 1 # one\n  b: 2 # two\n- c\n",
      changes: [{ set: "/l/0", value: "x" }],
      expected: "l:\n- x # two\n# one\n- c\n",
    },
    {
      name: "inside a block that goes, but not in its texts",
      text: "a: 1\nb: # head\n  c: 'x # no' # yes\n  d: | # text\n    # no\n  e: [1, # flow\n    2]\nf: 1\n",
      changes: [{ remove: "/b" }],
      expected: "a: 1\n# head\n# yes\n# text\n# flow\nf: 1\n",
    },
    {
      name: "the first of brackets",
      text: "a: {\n  b: 1, # of b\n  c: 2 # of c\n}\n",
      changes: [{ remove: "/a/b" }],
      expected: "a: {\n  # of b\n  c: 2 # of c\n}\n",
    },
    {
      name: "carriage returns",
      text: "a: 1\r\nb: 1 # of b\r\n",
      changes: [{ remove: "/b" }],
      expected: "a: 1\r\n# of b\r\n",
    },
    {
      name: "an exception goes with what it accepted: it would mean the next line",
      text: "a: 1\n# why\n# sekisho:ignore x/y expires=2020-01-01\nb: 1 # sekisho:ignore z/z\nc: 1\n",
      changes: [{ remove: "/b" }],
      expected: "a: 1\n# why\nc: 1\n",
    },
  ] satisfies readonly EditCase[])("$name", ({ text, changes, expected }) => {
    expect(editText(text, changes)).toBe(expected);
  });
});

describe("anchors and other doubts", () => {
  const shared = "refused: The value is shared through an anchor, so that the edit would change other places, too.";
  const unusual =
    "refused: The place is written in a form that is not edited: an explicit key, a tag or an old line end.";

  test.each([
    {
      name: "inside an anchored value",
      text: "a: &x\n  b: 1\nc: *x\n",
      changes: [{ set: "/a/b", value: 2 }],
      expected: shared,
    },
    { name: "inside an alias", text: "a: &x\n  b: 1\nc: *x\n", changes: [{ set: "/c/b", value: 2 }], expected: shared },
    { name: "removing what an alias needs", text: "a: &x 1\nc: *x\n", changes: [{ remove: "/a" }], expected: shared },
    {
      name: "an alias as a whole",
      text: "a: &x 1\nc: *x # c\n",
      changes: [{ set: "/c", value: 2 }],
      expected: "a: &x 1\nc: 2 # c\n",
    },
    {
      name: "removing an alias",
      text: "a: &x 1\nc: *x # c\nd: 1\n",
      changes: [{ remove: "/c" }],
      expected: "a: &x 1\n# c\nd: 1\n",
    },
    {
      name: "an anchor that nobody uses",
      text: "a: &x\n  b: 1\n",
      changes: [{ set: "/a/b", value: 2 }],
      expected: "a: &x\n  b: 2\n",
    },
    {
      name: "a key beside a merge key overrides it",
      text: "a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n",
      changes: [{ set: "/c/b", value: 2 }],
      expected: "a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n  b: 2\n",
    },
    { name: "a tagged value", text: "a: !!str 1\n", changes: [{ set: "/a", value: 2 }], expected: unusual },
    { name: "an explicit key", text: "? a\n: 1\n", changes: [{ set: "/a", value: 2 }], expected: unusual },
    { name: "lone carriage returns", text: "a: 1\rb: 2\r", changes: [{ set: "/a", value: 2 }], expected: unusual },
    {
      name: "inside a text",
      text: "a: text\n",
      changes: [{ set: "/a/b", value: 2 }],
      expected: "refused: The change reaches into a value that is no map or list.",
    },
    {
      name: "changes that contradict each other",
      text: "a: 1\n",
      changes: [{ set: "/a", value: 2 }, { remove: "/a" }],
      expected: "refused: The changes contradict each other.",
    },
  ] satisfies readonly EditCase[])("$name", ({ text, changes, expected }) => {
    expect(editText(text, changes)).toBe(expected);
  });
});
