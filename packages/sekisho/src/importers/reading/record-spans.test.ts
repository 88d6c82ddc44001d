import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSpans } from "./read-spans.ts";
import type { PieceReader, RecordSink } from "./record-reader.ts";
import { areApart, RecordSpans } from "./record-spans.ts";
import { splitJson } from "./split-json.ts";

interface Collected {
  readonly records: unknown[];
  readonly problems: unknown[];
}

function collect(): Collected & { readonly sink: RecordSink } {
  const records: unknown[] = [];
  const problems: unknown[] = [];
  return {
    records,
    problems,
    sink: { onRecord: (record) => records.push(record), onProblem: (problem) => problems.push(problem) },
  };
}

function feed(reader: PieceReader, text: string, pieceBytes: number): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes));
  reader.end();
}

const header = ["/name", "/results/*/target"];
const records = ["/results/*/flaws/*", "/results/*/secrets/*"];

describe("records whose places were found while the header was read", () => {
  test("are those that a reading of the structure gives, wherever the bytes are cut", () => {
    const scalar = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.constant(null), fc.boolean());
    const record = fc.oneof(scalar, fc.dictionary(fc.string({ maxLength: 3 }), fc.array(scalar, { maxLength: 3 })));
    const list = fc.array(record, { maxLength: 4 });
    const result = fc.record({ target: scalar, flaws: list, secrets: list, other: record }, { requiredKeys: [] });
    const documents = fc.record({ name: scalar, results: fc.array(result, { maxLength: 4 }), more: record });
    const cuts = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(documents, cuts, fc.nat(2), (document, pieceBytes, indentation) => {
        const text = JSON.stringify(document, undefined, indentation);
        const followed = collect();
        feed(splitJson(records, followed.sink), text, pieceBytes);
        const followedHeader = collect();
        feed(splitJson(header, followedHeader.sink), text, pieceBytes);

        const marked = collect();
        const spans = new RecordSpans(records);
        feed(splitJson(header, marked.sink, spans), text, pieceBytes);
        const cutOut = collect();
        feed(readSpans(spans.at(records), cutOut.sink), text, pieceBytes);

        expect(spans.isUsable).toBe(true);
        expect(marked.records).toEqual(followedHeader.records);
        expect(cutOut.records).toEqual(followed.records);
        expect(cutOut.problems).toEqual([]);
      }),
    );
  });

  test("a key that is an asterisk is no list", () => {
    const spans = new RecordSpans(["/a/*"]);
    feed(splitJson(["/b"], collect().sink, spans), '{"a":{"*":1,"c":2}}', 64);
    const cutOut = collect();
    feed(readSpans(spans.at(["/a/*"]), cutOut.sink), '{"a":{"*":1,"c":2}}', 64);

    expect(cutOut.records).toEqual([{ value: 1, pattern: "/a/*", pointer: "/a/*", indices: [] }]);
  });

  test.each([
    // Bytes counted by hand: `{"a":[` are 6.
    { name: "broken", document: '{"a":[{"x":y},2]}', kept: [2], problems: [{ pointer: "/a/0", offset: 6 }] },
    { name: "whole", document: '{"a":[1,2]}', kept: [1, 2], problems: [] },
  ])("a record that is no JSON costs itself: $name", ({ document, kept, problems }) => {
    const spans = new RecordSpans(["/a/*"]);
    feed(splitJson(["/b"], collect().sink, spans), document, 64);
    const cutOut = collect();
    feed(readSpans(spans.at(["/a/*"]), cutOut.sink), document, 5);

    expect(cutOut.records).toMatchObject(kept.map((value) => ({ value })));
    expect(cutOut.problems).toMatchObject(problems);
  });

  test("a document that became shorter meanwhile has lost the rest", () => {
    const spans = new RecordSpans(["/a/*"]);
    feed(splitJson(["/b"], collect().sink, spans), '{"a":[1,2222]}', 64);
    const cutOut = collect();
    feed(readSpans(spans.at(["/a/*"]), cutOut.sink), '{"a":[1,22', 64);

    expect(cutOut.records).toMatchObject([{ value: 1 }]);
    expect(cutOut.problems).toMatchObject([{ pointer: "/a/1", isEnd: false }]);
  });

  test.each([
    { name: "too many records", text: '{"a":[1,2,3,4]}', limits: { spans: 3, runs: 9 } },
    { name: "too many lists", text: '{"l":[{"a":[1]},{"a":[1]}]}', limits: { spans: 9, runs: 1 } },
    { name: "too deep a record", text: `{"a":[${"[".repeat(201)}${"]".repeat(201)}]}`, limits: { spans: 9, runs: 9 } },
  ])("are not kept: $name", ({ text, limits }) => {
    const spans = new RecordSpans(["/a/*", "/l/*/a/*"], limits);
    feed(splitJson(["/b"], collect().sink, spans), text, 64);

    expect(spans.isUsable).toBe(false);
  });
});

test.each([
  { name: "in order: one reading", text: '{"a":[1],"b":[2]}', readings: [["/a/*", "/b/*"]] },
  { name: "the other way round: two", text: '{"b":[2],"a":[1]}', readings: [["/a/*"], ["/b/*"]] },
  { name: "in turns: two", text: '{"a":[1],"b":[2],"a":[3]}', readings: [["/a/*"], ["/b/*"]] },
  { name: "none of the first", text: '{"b":[2]}', readings: [["/a/*", "/b/*"]] },
])("groups of records: $name", ({ text, readings }) => {
  const spans = new RecordSpans(["/a/*", "/b/*"]);
  feed(splitJson(["/x"], collect().sink, spans), text, 64);

  expect(spans.joinGroups([["/a/*"], ["/b/*"]])).toEqual(readings);
});

test.each([
  { name: "side by side", patterns: ["/a", "/b/*"], isApart: true },
  { name: "one in the other", patterns: ["/a", "/a/b/*"], isApart: false },
  { name: "twice the same", patterns: ["/a/*", "/a/*"], isApart: false },
  { name: "a list and an object", patterns: ["/a/*", "/a/b"], isApart: false },
])("places that can be found at once: $name", ({ patterns, isApart }) => {
  expect(areApart(patterns)).toBe(isApart);
});
