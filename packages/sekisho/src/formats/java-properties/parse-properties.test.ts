import fc from "fast-check";
import { expect, test } from "vitest";
import { parseProperties } from "./parse-properties.ts";

// The cases are those that the documentation of java.util.Properties.load describes.
test.each([
  { name: "equals sign", text: "a=1\nb = 2\n", want: { a: "1", b: "2" } },
  { name: "colon and space", text: "a:1\nb 2\nc\t3", want: { a: "1", b: "2", c: "3" } },
  { name: "comments", text: "#a=1\n ! b=2\r\nc=3\r", want: { c: "3" } },
  { name: "goes on in the next line", text: "a=one,\\\n   two\nb=2", want: { a: "one,two", b: "2" } },
  { name: "two back slashes end a line", text: "a=one\\\\\nb=2", want: { a: "one\\", b: "2" } },
  { name: "escaped separator in a name", text: "a\\=b\\ c=1", want: { "a=b c": "1" } },
  { name: "unicode escape", text: "a=\\u95a2\\u6240\\t.", want: { a: "関所\t." } },
  { name: "no value", text: "a\nb=", want: { a: "", b: "" } },
  { name: "name twice", text: "a=1\na=2", want: { a: "2" } },
  { name: "back slash at the end", text: "a=1\\", want: { a: "1" } },
])("$name", ({ text, want }) => {
  expect(Object.fromEntries(parseProperties(Buffer.from(text)))).toEqual(want);
});

test("never throws, whatever the bytes are", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(parseProperties(Buffer.from(bytes)).size).toBeGreaterThanOrEqual(0);
    }),
  );
});
