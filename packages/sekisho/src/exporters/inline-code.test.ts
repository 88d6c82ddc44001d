import { expect, test } from "vitest";
import { splitInlineCode } from "./inline-code.ts";

test.each([
  { name: "prose only", text: "a b", expected: [["prose", "a b"]] },
  {
    name: "code in prose",
    text: "a `b` c",
    expected: [
      ["prose", "a "],
      ["code", "b"],
      ["prose", " c"],
    ],
  },
  { name: "code alone", text: "`b`", expected: [["code", "b"]] },
  { name: "a lone backquote", text: "a `b", expected: [["prose", "a `b"]] },
  {
    name: "empty code is nothing",
    text: "a``b",
    expected: [
      ["prose", "a"],
      ["prose", "b"],
    ],
  },
  { name: "nothing", text: "", expected: [] },
])("$name", ({ text, expected }) => {
  expect(splitInlineCode(text).map((piece) => [piece.kind, piece.text])).toEqual(expected);
});
