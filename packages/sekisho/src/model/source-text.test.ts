import { describe, expect, test } from "vitest";
import { createSourceText, lineAt, positionAt } from "./source-text.ts";

// Expected values are counted by hand.
const source = createSourceText("Dockerfile", "FROM a\r\nRUN b\n\nCMD c");

describe("positionAt", () => {
  test.each([
    { name: "first unit", offset: 0, line: 1, column: 1 },
    { name: "carriage return belongs to its line", offset: 6, line: 1, column: 7 },
    { name: "line feed belongs to its line", offset: 7, line: 1, column: 8 },
    { name: "start of a line", offset: 8, line: 2, column: 1 },
    { name: "empty line", offset: 14, line: 3, column: 1 },
    { name: "end of the text", offset: 20, line: 4, column: 6 },
    { name: "before the text", offset: -5, line: 1, column: 1 },
    { name: "behind the text", offset: 99, line: 4, column: 6 },
  ])("$name", ({ offset, line, column }) => {
    expect(positionAt(source, offset)).toEqual({ line, column });
  });
});

describe("lineAt", () => {
  test.each([
    { name: "without its CRLF", line: 1, text: "FROM a" },
    { name: "empty", line: 3, text: "" },
    { name: "last line without line end", line: 4, text: "CMD c" },
    { name: "past the end", line: 5, text: undefined },
    { name: "before the start", line: 0, text: undefined },
  ])("$name", ({ line, text }) => {
    expect(lineAt(source, line)).toBe(text);
  });
});
