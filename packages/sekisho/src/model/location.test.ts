import { expect, test } from "vitest";
import { locationOf } from "./location.ts";
import { createSourceText } from "./source-text.ts";

const source = createSourceText("Dockerfile", "FROM a\nRUN b\n");

// Counted by hand.
test.each([
  { name: "a word", start: 5, end: 6, place: [1, 6, 1, 7] },
  { name: "over a line end", start: 5, end: 10, place: [1, 6, 2, 4] },
  { name: "turned around", start: 9, end: 2, place: [2, 3, 2, 3] },
])("$name", ({ start, end, place: [startLine, startColumn, endLine, endColumn] }) => {
  expect(locationOf(source, { start, end })).toEqual({
    path: "Dockerfile",
    startLine,
    startColumn,
    endLine,
    endColumn,
  });
});
