import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { defineImporter, type Importer, type Sign } from "../define.ts";
import { convertDocument } from "./convert-document.ts";
import { sketchDocument } from "./document-sketch.ts";
import type { DocumentSource } from "./document-source.ts";
import { buildJsonHeader } from "./header-builder.ts";
import { readWithSchema } from "./read-with-schema.ts";
import { isRecognised, recogniseDocument } from "./recognise-document.ts";
import { splitJson, walkValue } from "./split-json.ts";

interface Told {
  readonly records: readonly string[];
  readonly problems: readonly string[];
}

function split(text: string, patterns: readonly string[]): Told {
  const [records, problems]: [string[], string[]] = [[], []];
  const reader = splitJson(patterns, {
    onRecord: ({ pointer, indices, value }) =>
      records.push(`${pointer} [${indices.join(",")}] ${JSON.stringify(value)}`),
    onProblem: ({ pointer, expected }) => problems.push(`${pointer}: ${expected.en}`),
  });
  reader.write(Buffer.from(text));
  reader.end();
  return { records, problems };
}

function walk(text: string, patterns: readonly string[]): Told {
  const [records, problems]: [string[], string[]] = [[], []];
  walkValue(JSON.parse(text), patterns, {
    onRecord: ({ pointer, indices, value }) =>
      records.push(`${pointer} [${indices.join(",")}] ${JSON.stringify(value)}`),
    onProblem: ({ pointer, expected }) => problems.push(`${pointer}: ${expected.en}`),
  });
  return { records, problems };
}

describe("records of JSON, from bytes and from memory", () => {
  const results = '{"a":[{"x":[1,2],"y":[3]},{"y":[4],"x":[5]}],"b":0}';
  test.each([
    {
      name: "in the order of the document",
      text: results,
      patterns: ["/a/*/x/*", "/a/*/y/*"],
      records: ["/a/0/x/0 [0,0] 1", "/a/0/x/1 [0,1] 2", "/a/0/y/0 [0,0] 3", "/a/1/y/0 [1,0] 4", "/a/1/x/0 [1,0] 5"],
      problems: [],
    },
    { name: "null is nothing", text: '{"a":null}', patterns: ["/a/*"], records: [], problems: [] },
    { name: "an empty object is nothing", text: '{"a":{}}', patterns: ["/a/*"], records: [], problems: [] },
    {
      name: "a text where a list should be",
      text: '{"a":"x"}',
      patterns: ["/a/*"],
      records: [],
      problems: ["/a: a list"],
    },
    {
      name: "an object where a list should be",
      text: '{"a":{"x":1}}',
      patterns: ["/a/*"],
      records: [],
      problems: ["/a: a list"],
    },
    {
      name: "a list where an object should be",
      text: '{"a":[1]}',
      patterns: ["/a/x"],
      records: [],
      problems: ["/a: an object"],
    },
    {
      name: "keys with slashes",
      text: '{"a/b":{"c~d":1}}',
      patterns: ["/a~1b/c~0d"],
      records: ["/a~1b/c~0d [] 1"],
      problems: [],
    },
    { name: "the document itself", text: "[1]", patterns: [""], records: [" [] [1]"], problems: [] },
  ])("$name", ({ text, patterns, records, problems }) => {
    expect(split(text, patterns)).toEqual({ records, problems });
    expect(walk(text, patterns)).toEqual({ records, problems });
  });

  test("what is nested too deep is told, and the next record is read", () => {
    const deep = "[".repeat(300) + "]".repeat(300);

    expect(split(`[${deep},1]`, ["/*"])).toMatchObject({
      records: ["/1 [1] 1"],
      problems: ["/0: a value of at most 200 levels"],
    });
  });
});

test("a header has lists where the patterns have lists, and objects for keys that are numbers", () => {
  const parts = [
    { pattern: "/a/*/n", pointer: "/a/2/n", indices: [2], value: "x" },
    { pattern: "/b/0", pointer: "/b/0", indices: [], value: "y" },
    { pattern: "/__proto__/p", pointer: "/__proto__/p", indices: [], value: "z" },
  ];

  const header = buildJsonHeader(parts);

  expect(JSON.stringify(header)).toBe('{"a":[{},{},{"n":"x"}],"b":{"0":"y"},"__proto__":{"p":"z"}}');
  expect(Reflect.get({}, "p")).toBeUndefined();
});

describe("readWithSchema", () => {
  const schema = z.object({
    id: z.string(),
    title: z.optional(z.string()),
    links: z.optional(z.array(z.string())),
    entries: z.optional(z.array(z.object({ rule: z.string(), line: z.optional(z.number()) }))),
  });

  test.each([
    { name: "nothing is wrong", value: { id: "a", other: 1 }, read: { id: "a" }, notes: [] },
    {
      name: "a wrong optional field costs the field",
      value: { id: "a", title: 5 },
      read: { id: "a" },
      notes: ["warning /0/title wrong-type"],
    },
    {
      name: "a wrong required field costs the value",
      value: { id: 5, title: "t" },
      read: undefined,
      notes: ["error /0/id wrong-type"],
    },
    {
      name: "a missing required field costs the value",
      value: { title: "t" },
      read: undefined,
      notes: ["error /0/id missing"],
    },
    {
      name: "a wrong element of a list of texts",
      value: { id: "a", links: ["x", 5, "y"] },
      read: { id: "a", links: ["x", "y"] },
      notes: ["warning /0/links/1 wrong-type"],
    },
    {
      name: "an entry without its required field",
      value: { id: "a", entries: [{ rule: "r" }, { line: 1 }, { rule: "s" }] },
      read: { id: "a", entries: [{ rule: "r" }, { rule: "s" }] },
      notes: ["error /0/entries/1/rule missing"],
    },
    {
      name: "an entry that is none",
      value: { id: "a", entries: [5, { rule: "s" }] },
      read: { id: "a", entries: [{ rule: "s" }] },
      notes: ["error /0/entries/0 wrong-type"],
    },
    {
      name: "an entry whose required field is wrong, beside one with a wrong optional field",
      value: { id: "a", entries: [{ rule: 1 }, { rule: "s", line: "x" }] },
      read: { id: "a", entries: [{ rule: "s" }] },
      notes: ["error /0/entries/0/rule wrong-type", "warning /0/entries/1/line wrong-type"],
    },
    { name: "no object at all", value: "x", read: undefined, notes: ["error /0 wrong-type"] },
  ])("$name", ({ value, read, notes }) => {
    const before = JSON.stringify(value);
    const reading = readWithSchema(schema, value, "/0");

    expect(reading.value).toEqual(read);
    expect(reading.notes.map(({ level, pointer, code }) => `${level} ${pointer} ${code}`)).toEqual(notes);
    expect(JSON.stringify(value)).toBe(before);
  });
});

function importerOf(id: string, signs: readonly [Sign, ...Sign[]]): Importer {
  return defineImporter({
    id,
    name: id,
    reads: [id],
    mapped: { en: "", ja: "" },
    variants: [
      {
        name: `${id} JSON`,
        form: "json",
        signs,
        header: [],
        records: [["/results/*"]],
        begin: () => ({
          target: { kind: "host", name: "h" },
          convert: ({ value }) => (value === 1 ? [{ kind: "passed" }] : []),
        }),
      },
    ],
  });
}

const known = [
  importerOf("one", [
    { at: "/schema", equals: "one" },
    { at: "/results", is: "list" },
  ]),
  importerOf("two", [
    { at: "/name", is: "text" },
    { at: "/version" },
    { at: "/results" },
    { at: "/old", isAbsent: true },
  ]),
  importerOf("three", [
    { at: "", is: "list" },
    { at: "/*/code", is: "text" },
  ]),
];

describe("recognition", () => {
  test.each([
    { name: "all signs hold", text: '{"schema":"one","results":[]}', expected: "one" },
    { name: "a list, whatever its first element is", text: '[{"code":5},{"code":"x"}]', expected: "three" },
    { name: "one value a line", text: '{"code":"x"}\n{"code":"y"}\n', expected: "three" },
    { name: "a sign that must not hold", text: '{"name":"x","version":1,"results":[],"old":1}', expected: undefined },
    { name: "a value that is another", text: '{"schema":"other","results":[]}', expected: undefined },
  ])("$name", ({ text, expected }) => {
    const answer = recogniseDocument(sketchDocument(Buffer.from(text)), known);

    expect(isRecognised(answer) ? answer.importer.id : undefined).toBe(expected);
  });

  test.each([
    { name: "a value that tells, without the rest", text: '{"schema":"one"}', closest: ["one"] },
    { name: "half of the names", text: '{"name":"x","version":"1.0.0","dependencies":{}}', closest: ["two"] },
    { name: "one name of many is not close", text: '{"name":"x"}', closest: [] },
    { name: "a list is not close to every list", text: "[1,2]", closest: [] },
    { name: "nothing", text: "", closest: [] },
  ])("closest: $name", ({ text, closest }) => {
    const answer = recogniseDocument(sketchDocument(Buffer.from(text)), known);

    expect(isRecognised(answer) ? [] : answer.closest.map(({ importer }) => importer.id)).toEqual(closest);
  });

  test("keys may be sorted: what tells stands behind the first 64 KiB", async () => {
    const results = Array.from({ length: 30_000 }, () => 1);
    const converted = await convertDocument(sourceOf(JSON.stringify({ results, schema: "one" }, null, 1)), {
      importers: known,
    });

    expect("parts" in converted && converted.parts[0]?.counts.passed).toBe(30_000);
  });
});

function sourceOf(text: string): DocumentSource {
  return {
    name: "report",
    async *open() {
      for (let at = 0; at < text.length; at += 10_000) yield Buffer.from(text.slice(at, at + 10_000));
    },
  };
}

describe("documents in documents", () => {
  const one = { schema: "one", kind: "Report", apiVersion: "v1", results: [1, 1] };
  const pod = { kind: "Pod", apiVersion: "v1" };

  test.each([
    {
      name: "a list of kubectl in JSON",
      text: JSON.stringify({ kind: "List", apiVersion: "v1", items: [one, pod, pod, one] }),
    },
    {
      name: "a list of kubectl in YAML",
      text: `kind: List\napiVersion: v1\nitems: ${JSON.stringify([one, pod, pod, one])}\n`,
    },
    {
      name: "a stream of YAML",
      text: [one, pod, pod, one]
        .map(
          (item) =>
            `---\n# ${"x".repeat(3)}\nresults: [1, 1]\n${item === pod ? "kind: Pod\napiVersion: v1\n" : "schema: one\n"}`,
        )
        .join(""),
    },
  ])("$name: each is one, and what nobody knows is told once for its kind", async ({ text }) => {
    const converted = await convertDocument(sourceOf(text), { importers: known });

    if (!("parts" in converted)) throw new TypeError("expected a known document");
    expect(converted.parts.map(({ counts }) => counts.passed)).toEqual([2, 2]);
    expect(converted.notes.map(({ code, message }) => `${code} ${message.en}`)).toEqual([
      "unknown-kind 2 objects of kind Pod: no report that is read here.",
    ]);
  });

  test("aliases of aliases are told, and not followed", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `a${level}: &a${level} [${Array.from({ length: 9 }, () => (level === 0 ? "1" : `*a${level - 1}`)).join(", ")}]`,
    );
    const converted = await convertDocument(sourceOf(`${levels.join("\n")}\nschema: one\nresults: *a11\n`), {
      importers: known,
    });

    expect(converted.notes.map(({ message }) => message.en)).toEqual([expect.stringContaining("2,000,000 values")]);
  });

  test.each([
    { name: "lists of records", text: '{"a":[{"x":1}],"a":[{"x":2}]}', doubled: ["/a"], findings: 2 },
    { name: "parts of the header", text: '{"h":"1","a":[{"x":1}],"h":"2"}', doubled: ["/h"], findings: 1 },
    { name: "what is passed over", text: '{"a":[{"x":1}],"z":1,"z":2}', doubled: [], findings: 1 },
    { name: "in a record the last one counts, untold", text: '{"a":[{"x":1,"x":2}]}', doubled: [], findings: 1 },
  ])("members that stand twice are told: $name", async ({ text, doubled, findings }) => {
    const importer = defineImporter({
      id: "twice",
      name: "Twice",
      reads: ["JSON"],
      mapped: { en: "x.", ja: "x。" },
      variants: [
        {
          name: "JSON",
          form: "json",
          signs: [{ at: "/a" }],
          header: ["/h"],
          records: [["/a/*"]],
          begin: () => ({
            target: { kind: "directory", name: "x" },
            convert: () => [{ kind: "passed" }],
          }),
        },
      ],
    });

    const converted = await convertDocument(sourceOf(text), { importers: [importer] });
    const parts = "parts" in converted ? converted.parts : [];

    expect(parts.map(({ counts }) => [counts.passed, counts.unread])).toEqual([[findings, 0]]);
    expect(
      parts.flatMap(({ notes }) => notes.map(({ code, level, pointer }) => `${code} ${level} ${pointer}`)),
    ).toEqual(doubled.map((pointer) => `doubled warning ${pointer}`));
  });

  test("what is wrong is told once, though a document is read more than once", async () => {
    const twice: Importer = {
      ...importerOf("four", [{ at: "/schema", equals: "four" }]),
      variants: [
        {
          ...importerOf("four", [{ at: "/schema", equals: "four" }]).variants[0],
          header: ["/schema"],
          records: [["/results/*"], ["/others/*"]],
        },
      ],
    };
    const converted = await convertDocument(sourceOf('{"schema":"four","results":[1],"others":[{"broken"}, 1'), {
      importers: [twice],
    });

    if (!("parts" in converted)) throw new TypeError("expected a known document");
    const [part] = converted.parts;
    expect(part?.counts).toEqual({ findings: 0, passed: 2, leftOut: 0, unread: 2, packages: 0 });
    expect(part?.notes.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "unreadable /others/0",
      "broken /others/1",
    ]);
  });
});
