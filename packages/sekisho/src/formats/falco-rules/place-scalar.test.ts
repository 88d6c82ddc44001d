import fc from "fast-check";
import { expect, test } from "vitest";
import { createSourceText } from "../../model/source-text.ts";
import { parseYamlSource } from "../yaml-source/parse-yaml-source.ts";
import { locate } from "./place.ts";
import { placeScalar } from "./place-scalar.ts";
import { type PlacedText, placeOf } from "./placed-text.ts";

function place(yaml: string): PlacedText {
  const source = createSourceText("rules.yaml", yaml);
  const root = parseYamlSource(yaml)[0]?.root;
  const value = root?.kind === "map" ? root.entries[0]?.value : root;
  if (value?.kind !== "scalar") throw new Error("no scalar");
  return placeScalar(value, source);
}

/** Gives line and column of a word of the text. */
function where(placed: PlacedText, word: string): string {
  const start = placed.text.indexOf(word);
  const { startLine, startColumn, endLine, endColumn } = locate(placeOf(placed, { start, end: start + word.length }));
  return `${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

// Lines and columns counted by hand in the YAML.
test.each([
  { name: "plain", yaml: "c: one two", word: "two", wanted: "1:8-1:11" },
  { name: "plain over lines", yaml: "c: one\n   two\n\n   three", word: "three", wanted: "4:4-4:9" },
  { name: "single quotes", yaml: "c: 'it''s two'", word: "two", wanted: "1:11-1:14" },
  { name: "single quotes over lines", yaml: "c: 'one\n  two'", word: "two", wanted: "2:3-2:6" },
  { name: "double quotes", yaml: String.raw`c: "a\tb\u0041\x42 two"`, word: "two", wanted: "1:20-1:23" },
  { name: "a pair of units", yaml: String.raw`c: "\U0001F431two"`, word: "two", wanted: "1:15-1:18" },
  { name: "double quotes with an escaped line end", yaml: 'c: "one\\\n   two"', word: "two", wanted: "2:4-2:7" },
  { name: "folded", yaml: "c: >\n  one\n  two\n", word: "two", wanted: "3:3-3:6" },
  { name: "folded with deeper lines", yaml: "c: >-\n  one\n    two\n  three\n", word: "three", wanted: "4:3-4:8" },
  { name: "folded with empty lines", yaml: "c: >+\n\n  one\n\n  two\n\n", word: "two", wanted: "5:3-5:6" },
  { name: "literal", yaml: "c: |\n  one\n   two\n", word: "two", wanted: "3:4-3:7" },
  { name: "literal with a comment behind its sign", yaml: "c: | # note\n  two\n", word: "two", wanted: "2:3-2:6" },
  { name: "line ends of two units", yaml: "c: |\r\n  one\r\n  two\r\n", word: "two", wanted: "3:3-3:6" },
  { name: "a number", yaml: "c: 0777", word: "777", wanted: "1:5-1:8" },
])("$name", ({ yaml, word, wanted }) => {
  expect(where(place(yaml), word)).toBe(wanted);
});

test("a folded condition's words stand where the file has them", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(words, fc.constantFrom(">", "|", ">-", "|+"), (written, sign) => {
      const numbered = written.map((word, index) => `${word}${index}`);
      const placed = place(`c: ${sign}\n  ${numbered.join("\n  ")}\n`);

      expect(numbered.map((word) => where(placed, word))).toEqual(
        numbered.map((word, index) => `${index + 2}:3-${index + 2}:${3 + word.length}`),
      );
    }),
  );
});
