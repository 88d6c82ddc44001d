import fc from "fast-check";
import { expect, test } from "vitest";
import type { ManifestValue } from "./manifest-value.ts";
import { findDataProblems } from "./object-data.ts";

function pointersOf(kind: string, content: Readonly<Record<string, ManifestValue>>): readonly string[] {
  return findDataProblems(kind, content, (value) => value.startsWith("$")).map(({ pointer }) => pointer);
}

// What Go's base64.StdEncoding reads, which encoding/json takes for []byte: `base64.StdEncoding.DecodeString`.
test.each([
  { name: "nothing", value: "", isRefused: false },
  { name: "two signs of padding", value: "YQ==", isRefused: false },
  { name: "one sign of padding", value: "YWI=", isRefused: false },
  { name: "no padding needed", value: "YWJj", isRefused: false },
  { name: "line breaks anywhere", value: "YW\r\nJj\n", isRefused: false },
  { name: "what a tool puts in", value: "${PASSWORD}", isRefused: false },
  { name: "padding left out", value: "YQ", isRefused: true },
  { name: "too much padding", value: "Y===", isRefused: true },
  { name: "padding alone", value: "====", isRefused: true },
  { name: "something after the padding", value: "YQ==YQ==", isRefused: true },
  { name: "a blank", value: "YW Jj", isRefused: true },
  { name: "the signs of URLs", value: "_-_-", isRefused: true },
  { name: "a plain password", value: "tangerine", isRefused: true },
  { name: "a plain password of eight letters and a sign", value: "hunter2!", isRefused: true },
  { name: "letters with accents", value: "é".repeat(4), isRefused: true },
])("a value of a Secret: $name", ({ value, isRefused }) => {
  expect(pointersOf("Secret", { data: { a: value } })).toEqual(isRefused ? ["/data/a"] : []);
});

// ValidateSecret and ValidateConfigMap of Kubernetes 1.35, and the types of its fields.
test.each([
  { name: "values of a ConfigMap are any text", kind: "ConfigMap", content: { data: { a: "b c!" } }, expected: [] },
  { name: "binary values", kind: "ConfigMap", content: { binaryData: { a: "b c!" } }, expected: ["/binaryData/a"] },
  { name: "a number", kind: "ConfigMap", content: { data: { a: 8080 } }, expected: ["/data/a"] },
  { name: "a truth value", kind: "Secret", content: { stringData: { a: true } }, expected: ["/stringData/a"] },
  { name: "a map", kind: "ConfigMap", content: { data: { a: { b: "c" } } }, expected: ["/data/a"] },
  { name: "null is nothing", kind: "Secret", content: { data: { a: null }, stringData: null }, expected: [] },
  { name: "no map", kind: "Secret", content: { data: "a", stringData: ["b"] }, expected: ["/data", "/stringData"] },
  { name: "an empty key", kind: "ConfigMap", content: { data: { "": "a" } }, expected: ["/data/"] },
  { name: "a key with a slash", kind: "ConfigMap", content: { data: { "a/b": "c" } }, expected: ["/data/a~1b"] },
  {
    name: "keys that lead out",
    kind: "ConfigMap",
    content: { data: { "..": "", "..a": "" } },
    expected: ["/data/..", "/data/..a"],
  },
  { name: "a hidden file", kind: "ConfigMap", content: { data: { ".a": "", "a..b": "" } }, expected: [] },
  { name: "a key of 253 letters", kind: "ConfigMap", content: { data: { ["a".repeat(253)]: "" } }, expected: [] },
  {
    name: "one more",
    kind: "ConfigMap",
    content: { data: { ["a".repeat(254)]: "" } },
    expected: [`/data/${"a".repeat(254)}`],
  },
  {
    name: "a key twice",
    kind: "ConfigMap",
    content: { data: { a: "" }, binaryData: { a: "" } },
    expected: ["/binaryData/a"],
  },
  { name: "a mebibyte", kind: "ConfigMap", content: { data: { a: "a".repeat(1_048_576) } }, expected: [] },
  {
    name: "and one byte",
    kind: "ConfigMap",
    content: { data: { a: "a".repeat(1_048_576), b: "b" } },
    expected: ["/data"],
  },
  { name: "a mebibyte as base64", kind: "Secret", content: { data: { a: "YWFh".repeat(349_525) } }, expected: [] },
  {
    name: "a value that replaces another one",
    kind: "Secret",
    content: { data: { a: "YWFh".repeat(349_525) }, stringData: { a: "a".repeat(1_000_000) } },
    expected: [],
  },
  { name: "another kind", kind: "Shop", content: { data: { a: 1 } }, expected: [] },
])("$name", ({ kind, content, expected }) => {
  expect(pointersOf(kind, content)).toEqual(expected);
});

test("what base64 makes of any bytes is read", () => {
  const check = fc.check(
    fc.property(fc.uint8Array(), (bytes) => {
      const value = Buffer.from(bytes).toString("base64");
      return findDataProblems("Secret", { data: { a: value } }, () => false).length === 0;
    }),
  );
  expect(check.counterexample).toBeNull();
});

test("no message shows a value", () => {
  const content = { data: { a: "tangerine", b: { tangerine: "c" } }, stringData: { c: 12_345_678 } };

  const problems = findDataProblems("Secret", content, () => false);

  expect(problems).toHaveLength(3);
  expect(JSON.stringify(problems.map(({ message }) => message))).not.toMatch(/tangerine|12345678/);
});

test("megabytes that are no base64 are looked at once", () => {
  const content = { data: { a: `${"A".repeat(8_000_000)}!===`, b: "=".repeat(8_000_000) } };

  expect(pointersOf("Secret", content)).toEqual(["/data/a", "/data/b", "/data"]);
});
