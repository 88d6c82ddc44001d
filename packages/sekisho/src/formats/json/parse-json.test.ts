import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findObject, findText, textsOf } from "./json-value.ts";
import { parseJson, parseJsonObject } from "./parse-json.ts";

describe("texts that are objects", () => {
  test.each([
    { name: "plain", bytes: Buffer.from('{"a":1}'), root: { a: 1 } },
    { name: "byte order mark", bytes: Buffer.from('\uFEFF{"a":1}'), root: { a: 1 } },
    { name: "UTF-16 with byte order mark", bytes: Buffer.from('\uFEFF{"a":1}', "utf16le"), root: { a: 1 } },
    { name: "carriage returns", bytes: Buffer.from('{\r\n"a":1\r\n}\r\n'), root: { a: 1 } },
    { name: "a name twice", bytes: Buffer.from('{"a":1,"a":2}'), root: { a: 2 } },
    { name: "no UTF-8", bytes: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), root: { "\uFFFD": 1 } },
  ])("$name", ({ bytes, root }) => {
    expect(parseJsonObject(bytes, "a.json")).toEqual({ root, diagnostics: [] });
  });
});

describe("texts that are no object say what and where", () => {
  test.each([
    { name: "empty", text: "", line: 1, column: 1, en: "Expected JSON, got an empty file." },
    { name: "breaks off", text: '{"a":', line: 1, column: 6, en: "Expected JSON, got a text that breaks off." },
    { name: "wrong word", text: '{\n  "a": yes\n}', line: 2, column: 8, en: 'Expected JSON, got "yes\uFFFD}".' },
    { name: "NUL behind the end", text: "{}\0", line: 1, column: 3, en: 'Expected JSON, got "\uFFFD".' },
    { name: "list", text: "[]", en: "Expected a JSON object, got a list." },
    { name: "null", text: "null", en: "Expected a JSON object, got null." },
    {
      name: "deep list",
      text: "[".repeat(100_000),
      line: 1,
      column: 100_001,
      en: "Expected JSON, got a text that breaks off.",
    },
  ])("$name", ({ text, line, column, en }) => {
    const { root, diagnostics } = parseJsonObject(Buffer.from(text), "app/a.json");

    expect(root).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "json/unreadable", level: "error", message: { en } }]);
    expect(diagnostics[0]?.location).toEqual({
      path: "app/a.json",
      ...(line === undefined ? {} : { startLine: line, startColumn: column }),
    });
  });

  test("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { value, diagnostics } = parseJson(Buffer.from(bytes), "a.json");
        expect(diagnostics.length).toBe(value === undefined ? 1 : 0);
      }),
    );
  });
});

test("members are asked for with their type; what objects inherit is no member", () => {
  const root = { name: "a", empty: "", list: ["x", 1, "y"], inner: {} };

  expect(findText(root, "name")).toBe("a");
  expect(findText(root, "empty")).toBeUndefined();
  expect(findText(root, "constructor")).toBeUndefined();
  expect(findObject(root, "inner")).toEqual({});
  expect(findObject(root, "__proto__")).toBeUndefined();
  expect(textsOf(root, "list")).toEqual(["x", "y"]);
  expect(textsOf(root, "name")).toEqual([]);
});
