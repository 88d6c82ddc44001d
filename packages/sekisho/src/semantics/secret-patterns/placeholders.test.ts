import { expect, test } from "vitest";
import { isPlaceholder } from "./placeholders.ts";

// What people write where a secret belongs: the manuals of Docker, AWS and GitHub, and templates of charts.
test.each([
  { name: "nothing", value: "", expected: true },
  { name: "a word in quotes", value: '"changeme"', expected: true },
  { name: "a variable", value: "$TOKEN", expected: true },
  { name: "a template", value: "{{ .Values.token }}", expected: true },
  { name: "a name in angle brackets", value: "<your token>", expected: true },
  { name: "one letter", value: "aaaaaaaaaa", expected: true },
  { name: "a row of x", value: "abcXXXX", expected: true },
  { name: "an example by its own word", value: "AKIAEXAMPLE", expected: true },
  { name: "no placeholder", value: "qm7Tz2pK", expected: false },
  { name: "no placeholder in quotes", value: "'qm7Tz2pK'", expected: false },
  { name: "no placeholder between odd brackets", value: "a<b", expected: false },
  { name: "quotes without end", value: `p${`"'`.repeat(100_000)}z`, expected: false },
])("$name", ({ value, expected }) => {
  expect(isPlaceholder(value)).toBe(expected);
});
