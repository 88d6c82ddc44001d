import fc from "fast-check";
import { expect, test } from "vitest";
import { parseManifest } from "./parse-manifest.ts";

test.each([
  {
    name: "attributes",
    text: "Manifest-Version: 1.0\r\nCreated-By: x\r\n\r\n",
    want: { "manifest-version": "1.0", "created-by": "x" },
  },
  {
    name: "folded line",
    text: "Bundle-SymbolicName: org.example.a\n bc\n  d\n",
    want: { "bundle-symbolicname": "org.example.abc d" },
  },
  { name: "carriage returns alone", text: "A: 1\rB: 2\r", want: { a: "1", b: "2" } },
  { name: "sections of files are left out", text: "A: 1\n\nName: x.class\nA: 2\n", want: { a: "1" } },
  { name: "sections without an empty line before", text: "A: 1\nName: x.class\nA: 2\n", want: { a: "1" } },
  { name: "a line without colon", text: "A: 1\nnonsense\n more\nB: 2", want: { a: "1", b: "2" } },
  { name: "empty", text: "", want: {} },
])("$name", ({ text, want }) => {
  expect(Object.fromEntries(parseManifest(Buffer.from(text)))).toEqual(want);
});

test("never throws, whatever the bytes are", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(parseManifest(Buffer.from(bytes)).has("")).toBe(false);
    }),
  );
});
