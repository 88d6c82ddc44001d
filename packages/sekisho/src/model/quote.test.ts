import { expect, test } from "vitest";
import { quote } from "./quote.ts";

// Counted by hand; categories of characters: Unicode 16, DerivedGeneralCategory.txt.
test.each([
  { name: "a plain text", text: "FROM a", expected: "FROM a" },
  { name: "sixty units", text: "x".repeat(60), expected: "x".repeat(60) },
  { name: "a unit more", text: "x".repeat(61), expected: `${"x".repeat(60)}…` },
  { name: "line ends and an escape sequence", text: "a\r\nb\u001b[2J", expected: "a\uFFFD\uFFFDb\uFFFD[2J" },
  { name: "a character that turns the direction", text: "a\u202eb", expected: "a\uFFFDb" },
  { name: "a pair of surrogates stays", text: "\u{1f600}", expected: "\u{1f600}" },
  { name: "half a pair at the cut", text: `${"x".repeat(59)}\u{1f600}`, expected: `${"x".repeat(59)}\uFFFD…` },
])("$name", ({ text, expected }) => {
  expect(quote(text)).toBe(expected);
});
