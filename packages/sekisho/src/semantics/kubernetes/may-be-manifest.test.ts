import { expect, test } from "vitest";
import { mayBeManifest } from "./may-be-manifest.ts";

// What kubectl 1.35 reads as an object, and what it does not (`kubectl label --local -f FILE a=b`).
test.each([
  { name: "YAML", text: "apiVersion: v1\nkind: Pod\n", expected: true },
  { name: "YAML, kind first", text: "kind: Pod\napiVersion: v1\n", expected: true },
  { name: "behind a comment and a separator", text: "# a pod\n---\napiVersion: v1\nkind: Pod\n", expected: true },
  { name: "behind a byte order mark", text: "\uFEFFapiVersion: v1\nkind: Pod\n", expected: true },
  { name: "with lines of Windows", text: "apiVersion: v1\r\nkind: Pod\r\n", expected: true },
  { name: "in a List", text: "items:\n- apiVersion: v1\n  kind: Pod\n", expected: true },
  { name: "keys in single quotes", text: "'apiVersion': v1\n'kind': Pod\n", expected: true },
  { name: "JSON", text: '{\n  "apiVersion": "v1",\n  "kind": "Pod"\n}\n', expected: true },
  { name: "JSON in one line", text: '{"apiVersion":"v1","kind":"Pod"}', expected: true },
  { name: "JSON as an API server answers", text: '{"kind":"Pod","apiVersion":"v1","metadata":{}}', expected: true },
  { name: "a flow mapping behind a separator", text: "--- {kind: Pod, apiVersion: v1}\n", expected: true },
  { name: "a seccomp profile", text: '{ "defaultAction": "SCMP_ACT_ERRNO" }', expected: true },
  { name: "no kind", text: "apiVersion: v2\nname: chart\n", expected: false },
  { name: "no version", text: "kind: Pod\n", expected: false },
  { name: "keys that end alike", text: "myapiVersion: v1\nkind: Pod\n", expected: false },
  { name: "a sentence", text: "The apiVersion: of a kind: Pod\n", expected: false },
  { name: "nothing", text: "", expected: false },
])("$name", ({ text, expected }) => {
  expect(mayBeManifest(text)).toBe(expected);
});

test("blanks and braces without end are looked at once", () => {
  const text = `${"{ ".repeat(2_000_000)}\n${" ".repeat(4_000_000)}\nkind: Pod`;

  expect(mayBeManifest(text)).toBe(false);
});
