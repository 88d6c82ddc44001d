import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSequenceSplitter } from "./json-sequence-splitter.ts";

interface Told {
  readonly values: readonly { readonly value: unknown; readonly line: number }[];
  readonly broken: readonly { readonly line: number; readonly text: string }[];
}

function read(text: string, pieceBytes = 1_048_576, maxValueBytes = 1_048_576): Told {
  const values: { readonly value: unknown; readonly line: number }[] = [];
  const broken: { readonly line: number; readonly text: string }[] = [];
  const splitter = new JsonSequenceSplitter({
    onValue: (value, line) => values.push({ value, line }),
    onBrokenLine: (line, shown) => broken.push({ line, text: shown }),
    maxValueBytes,
    maxValueLevels: 100,
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) splitter.write(bytes.subarray(at, at + pieceBytes));
  splitter.end();
  return { values, broken };
}

function valueAtA(value: unknown): unknown {
  return typeof value === "object" && value !== null && "a" in value ? value.a : undefined;
}

describe("JsonSequenceSplitter", () => {
  test.each([
    { name: "JSON Lines", text: '{"a":1}\n{"a":2}\n', values: [1, 2], lines: [1, 2], broken: [] },
    { name: "no line end at the end", text: '{"a":1}\n{"a":2}', values: [1, 2], lines: [1, 2], broken: [] },
    {
      name: "empty lines and carriage returns",
      text: '\r\n{"a":1}\r\n\r\n{"a":2}',
      values: [1, 2],
      lines: [2, 4],
      broken: [],
    },
    { name: "values over several lines", text: '{\n"a":1\n}\n{"a":2}', values: [1, 2], lines: [1, 4], broken: [] },
    {
      name: "several values on a line",
      text: '{"a":1}{"a":2} {"a":3}',
      values: [1, 2, 3],
      lines: [1, 1, 1],
      broken: [],
    },
    {
      name: "separators of RFC 7464",
      text: '\u001e{"a":1}\n\u001e{"a":2}\n',
      values: [1, 2],
      lines: [1, 2],
      broken: [],
    },
    { name: "commas behind values", text: '{"a":1},\n{"a":2},\n', values: [1, 2], lines: [1, 2], broken: [] },
    {
      name: "a broken line between good ones",
      text: '{"a":1}\n{"a":\n{"a":3}\n',
      values: [1, 3],
      lines: [1, 3],
      broken: [2],
    },
    { name: "a line of words", text: 'level=info ready\n{"a":2}\n', values: [2], lines: [2], broken: [1] },
    { name: "a bracket that nothing opened", text: '}\n{"a":2}\n', values: [2], lines: [2], broken: [1] },
    { name: "a value cut off at the end", text: '{"a":1}\n{"a":2,"b', values: [1], lines: [1], broken: [2] },
    { name: "a brace in a text", text: '{"a":"}{"}\n{"a":2}', values: ["}{", 2], lines: [1, 2], broken: [] },
    { name: "nothing", text: "\n \n", values: [], lines: [], broken: [] },
  ])("$name", ({ text, values, lines, broken }) => {
    for (const pieceBytes of [1, 2, 3, 1000]) {
      const told = read(text, pieceBytes);

      expect(told.values.map(({ value }) => valueAtA(value))).toEqual(values);
      expect(told.values.map(({ line }) => line)).toEqual(lines);
      expect(told.broken.map(({ line }) => line)).toEqual(broken);
    }
  });

  test("words and numbers are values", () => {
    expect(read('1\n"two"\nnull\n3').values.map(({ value }) => value)).toEqual([1, "two", null, 3]);
  });

  test("a value that is too long or too deep is told, and those behind it are read", () => {
    const long = read(`{"a":"${"x".repeat(500)}"}\n{"a":2}\n`, 50, 100);
    const deep = read(`${"[".repeat(101)}${"]".repeat(101)}\n{"a":2}\n`);

    expect([long.values, long.broken.map(({ line }) => line)]).toEqual([[{ value: { a: 2 }, line: 2 }], [1]]);
    expect([deep.values, deep.broken.map(({ line }) => line)]).toEqual([[{ value: { a: 2 }, line: 2 }], [1]]);
  });

  test.each([
    { name: "opened on every line and never closed", text: '{"a":\n'.repeat(100_000) },
    { name: "opened and closed in the wrong way", text: `${"{\n".repeat(50_000)}${"}\n".repeat(50_000)}` },
    { name: "a text without an end on every line", text: '"\n\\"\n'.repeat(50_000) },
  ])("is linear in the length: $name", ({ text }) => {
    const { values, broken } = read(text, 65_536, 16 * 1_048_576);

    expect(values.length + broken.length).toBeLessThanOrEqual(100_000);
    expect(broken.length).toBeGreaterThan(0);
  });

  test("never throws, and gives the same however the bytes are cut", () => {
    const part = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      "\n",
      ",",
      ":",
      " ",
      "1",
      "true",
      "é",
      '{"a":1}',
      "\u001e",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (parts, pieceBytes) => {
        const text = parts.join("");

        expect(read(text, pieceBytes)).toEqual(read(text));
      }),
      { numRuns: 500 },
    );
  });

  test("what was printed is read", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 10 }), (values) => {
        const text = values.map((value) => JSON.stringify(value)).join("\n");

        expect(read(text, 5).values.map(({ value }) => JSON.stringify(value))).toEqual(
          values.map((value) => JSON.stringify(value)),
        );
      }),
    );
  });
});
