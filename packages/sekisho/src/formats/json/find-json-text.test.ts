import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonText } from "./find-json-text.ts";

test.each([
  { name: "a text", text: '{"a":"x"}', keys: ["a"], found: "x" },
  {
    name: "a nested text, behind others",
    text: '{ "z": [1, {"a": "no"}], "b" : { "a" : "yes" } }',
    keys: ["b", "a"],
    found: "yes",
  },
  { name: "the last of two", text: '{"a":"1","a":"2"}', keys: ["a"], found: "2" },
  { name: "behind a byte order mark", text: '\ufeff{"a":"x"}', keys: ["a"], found: "x" },
  { name: "brackets inside of texts", text: '{"b":"}]{[","a":"x"}', keys: ["a"], found: "x" },
  { name: "an escaped quote before", text: String.raw`{"b":"\"}","a":"x"}`, keys: ["a"], found: "x" },
  { name: "a number", text: '{"a":1}', keys: ["a"], found: undefined },
  { name: "a text with an escape", text: String.raw`{"a":"\u0041"}`, keys: ["a"], found: undefined },
  { name: "no such key", text: '{"b":"x"}', keys: ["a"], found: undefined },
  { name: "a list", text: '["a"]', keys: ["a"], found: undefined },
  { name: "cut off", text: '{"a":"x', keys: ["a"], found: undefined },
])("$name", ({ text, keys, found }) => {
  const range = findJsonText(text, keys);

  expect(range === undefined ? undefined : text.slice(range.start, range.end)).toBe(found);
});

test("it finds what JSON.parse reads", () => {
  const plain = fc.string({ unit: fc.constantFrom("a", "b", "{", "}", "[", ":", ",", " ") });
  const other = fc.oneof(fc.integer(), fc.constant(null), fc.array(plain), fc.dictionary(plain, plain));
  fc.assert(
    fc.property(fc.dictionary(plain, fc.oneof(plain, other)), fc.nat(3), (value, indentation) => {
      const text = JSON.stringify(value, undefined, indentation);
      const found = Object.keys(value).map((key) => {
        const range = findJsonText(text, [key]);
        return range === undefined ? undefined : text.slice(range.start, range.end);
      });
      expect(found).toEqual(Object.values(value).map((one) => (typeof one === "string" ? one : undefined)));
    }),
  );
});
