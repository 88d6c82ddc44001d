import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReportedEdit } from "../model/finding.ts";
import { createSourceText } from "../model/source-text.ts";
import { previewEdits } from "./fix-preview.ts";

const source = createSourceText("f", "one\r\ntwo\r\nthree\r\nfour\r\n");

describe("previewEdits", () => {
  test.each<{ name: string; edits: readonly ReportedEdit[]; expected: readonly (readonly string[])[] | undefined }>([
    {
      name: "an insertion in a line",
      edits: [edit([2, 4, 2, 4], " -y")],
      expected: [[" one", "-two", "+two -y", " three"]],
    },
    { name: "a new line", edits: [edit([2, 1, 2, 1], "new\r\n")], expected: [[" one", "+new", " two"]] },
    { name: "a deleted line", edits: [edit([2, 1, 3, 1], "")], expected: [[" one", "-two", " three"]] },
    { name: "the first line", edits: [edit([1, 1, 1, 4], "1")], expected: [["-one", "+1", " two"]] },
    { name: "the end of the file", edits: [edit([5, 1, 5, 1], "five\r\n")], expected: [[" four", "+five"]] },
    {
      name: "neighbours in one difference",
      edits: [edit([3, 1, 3, 6], "3"), edit([2, 1, 2, 4], "2")],
      expected: [[" one", "-two", "-three", "+2", "+3", " four"]],
    },
    {
      name: "places apart in two differences",
      edits: [edit([1, 1, 1, 4], "1"), edit([4, 1, 4, 5], "4")],
      expected: [
        ["-one", "+1", " two"],
        [" three", "-four", "+4"],
      ],
    },
    { name: "overlapping edits", edits: [edit([1, 1, 1, 3], "x"), edit([1, 2, 1, 4], "y")], expected: undefined },
    { name: "a line that is not there", edits: [edit([9, 1, 9, 1], "x")], expected: undefined },
    { name: "a column that is not there", edits: [edit([1, 90, 1, 91], "x")], expected: undefined },
    { name: "an end before the start", edits: [edit([2, 1, 1, 1], "x")], expected: undefined },
    { name: "column zero", edits: [edit([1, 0, 1, 1], "x")], expected: undefined },
  ])("$name", ({ edits, expected }) => {
    const signs = { kept: " ", removed: "-", added: "+" };

    const hunks = previewEdits(source, edits);

    expect(hunks?.map((hunk) => hunk.map(({ kind, text }) => signs[kind] + text))).toEqual(expected);
  });

  test("numbers kept and removed lines as the file does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.string({ maxLength: 4 }), (line, text) => {
        const lines = source.text.split("\r\n");

        const shown = (previewEdits(source, [edit([line, 1, line, 2], text)]) ?? []).flat();

        const numbered = shown.filter((one) => one.line !== undefined);
        expect(numbered.map((one) => one.text)).toEqual(numbered.map((one) => lines[(one.line ?? 0) - 1]));
      }),
    );
  });
});

function edit(
  [startLine, startColumn, endLine, endColumn]: readonly [number, number, number, number],
  text: string,
): ReportedEdit {
  return { path: "f", startLine, startColumn, endLine, endColumn, text };
}
