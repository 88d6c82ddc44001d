import fc from "fast-check";
import { expect, test } from "vitest";
import { findHeader, headersOf, parseHeaders } from "./parse-headers.ts";

test.each([
  {
    name: "fields in order, the body left out",
    text: "Name: a\nVersion: 1\n\nBody: no\n",
    fields: [
      { name: "name", value: "a" },
      { name: "version", value: "1" },
    ],
  },
  { name: "carriage returns", text: "Name: a\r\n\r\nBody: no\r\n", fields: [{ name: "name", value: "a" }] },
  { name: "byte order mark", text: "\uFEFFName: a\n", fields: [{ name: "name", value: "a" }] },
  {
    name: "folded lines",
    text: "License: one\n  two\n\tthree\n",
    fields: [{ name: "license", value: "one\ntwo\nthree" }],
  },
  { name: "a colon in the value", text: "Url: a: b", fields: [{ name: "url", value: "a: b" }] },
  { name: "a line without colon", text: "nonsense\nName: a", fields: [{ name: "name", value: "a" }] },
  { name: "a folded line first", text: " x\nName: a", fields: [{ name: "name", value: "a" }] },
  { name: "no name before the colon", text: ": x\nName: a", fields: [{ name: "name", value: "a" }] },
  { name: "nothing", text: "", fields: [] },
])("$name", ({ text, fields }) => {
  expect(parseHeaders(Buffer.from(text))).toEqual(fields);
});

test("fields are found by name; empty ones are none", () => {
  const fields = parseHeaders(Buffer.from("A:\nA: 1\na: 2\n"));

  expect(findHeader(fields, "a")).toBe("1");
  expect(findHeader(fields, "b")).toBeUndefined();
  expect(headersOf(fields, "a")).toEqual(["1", "2"]);
});

test("never throws, whatever the bytes are", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      for (const field of parseHeaders(Buffer.from(bytes))) expect(field.name).not.toBe("");
    }),
  );
});
