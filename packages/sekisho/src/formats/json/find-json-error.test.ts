import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonError } from "./find-json-error.ts";

describe("the first wrong character, counted by hand", () => {
  test.each([
    { name: "empty", text: "", offset: 0 },
    { name: "wrong word", text: "[yes]", offset: 1 },
    { name: "comma before the end", text: "[1,]", offset: 3 },
    { name: "comma before the end of an object", text: '{"a":1,}', offset: 7 },
    { name: "no comma", text: "[1 2]", offset: 3 },
    { name: "no colon", text: '{"a" 1}', offset: 5 },
    { name: "name without quotes", text: "{a:1}", offset: 1 },
    { name: "wrong bracket", text: "[1}", offset: 2 },
    { name: "leading zero", text: "[01]", offset: 2 },
    { name: "line feed in a text", text: '["a\n"]', offset: 3 },
    { name: "unknown escape", text: '["\\x"]', offset: 2 },
    { name: "text without end", text: '["a', offset: 3 },
    { name: "something behind the end", text: "{} x", offset: 3 },
    { name: "missing end", text: "[[", offset: 2 },
  ])("$name", ({ text, offset }) => {
    expect(findJsonError(text)).toBe(offset);
  });
});

test("a JSON text has no error, and its parts break off at their end", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, place) => {
      expect(findJsonError(json)).toBe(json.length);
      const part = `[${json.slice(0, place % json.length)}`;
      expect(findJsonError(part)).toBeGreaterThan(part.length - "\\u0000".length);
    }),
  );
});

test("deep texts need no stack", () => {
  expect(findJsonError(`${"[".repeat(200_000)}x`)).toBe(200_000);
});
