import { array, assert, integer, jsonValue, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSplitter, type JsonStreamProblem } from "./json-splitter.ts";

/** Opens the root and `/list`, takes everything in them. */
function split(pieces: readonly Uint8Array[]): { readonly values: unknown[]; readonly problems: JsonStreamProblem[] } {
  const values: unknown[] = [];
  const problems: JsonStreamProblem[] = [];
  const splitter = new JsonSplitter({
    handle: (pattern) => (pattern === "" || pattern === "/list" ? "open" : "take"),
    onValue: ({ pointer }, value) => values.push([pointer, value]),
    onProblem: (problem) => problems.push(problem),
    maxValueBytes: 1_048_576,
  });
  for (const piece of pieces) {
    const reused = Buffer.from(piece);
    splitter.write(reused);
    reused.fill(0);
  }
  splitter.end();
  return { values, problems };
}

describe("splitting JSON", () => {
  // What JSON.parse makes of the whole text, cut anywhere, in buffers that are written over afterwards.
  test("gives the values of JSON.parse wherever the text is cut", () => {
    assert(
      property(
        array(jsonValue(), { maxLength: 5 }),
        array(integer({ min: 1, max: 9 }), { minLength: 1 }),
        (list, cuts) => {
          const bytes = Buffer.from(JSON.stringify({ a: '\\"{', list, "b/~": "x\\" }));
          const pieces: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const end = at + (cuts[turn % cuts.length] ?? 1);
            pieces.push(bytes.subarray(at, end));
            at = end;
          }

          const { values, problems } = split(pieces);

          const parsed: unknown[] = JSON.parse(JSON.stringify(list));
          const elements = parsed.map((value, index) => [`/list/${index}`, value]);
          expect(values).toEqual([["/a", '\\"{'], ...elements, ["/b~1~0", "x\\"]]);
          expect(problems).toEqual([]);
        },
      ),
    );
  });

  test.each([
    { name: "a string without an end", text: '{"a": "x', offset: 8 },
    { name: "a backslash as the last byte", text: '{"a": "x\\', offset: 9 },
    { name: "an escaped quote as the last byte", text: '{"a": "x\\"', offset: 10 },
    { name: "a bracket without an end", text: '{"list": [1, {"b": 2}', offset: 21 },
    { name: "text behind the document", text: "{} x", offset: 3 },
  ])("tells of $name", ({ text, offset }) => {
    const { problems } = split([Buffer.from(text)]);

    expect(problems).toMatchObject([{ offset, isEnd: true }]);
  });

  test("a value that is no JSON takes nothing from the others", () => {
    const { values, problems } = split([Buffer.from('{"list": [{"a": tru}, 7, {]}, "x"]}')]);

    expect(values).toEqual([["/list/1", 7]]);
    expect(problems.map(({ pointer, isEnd }) => [pointer, isEnd])).toEqual([
      ["/list/0", false],
      ["/list/2", false],
      ["/list/2", true],
    ]);
  });
});
