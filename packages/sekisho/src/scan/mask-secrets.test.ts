import { expect, test } from "vitest";
import { createSourceText } from "../model/source-text.ts";
import { createSecretHider, maskSecrets } from "./mask-secrets.ts";

const source = createSourceText("Dockerfile", "one=abcdefgh\ntwo=abcdefghij\nthree=abc\n");
const long = { start: 17, end: 27 };
const short = { start: 4, end: 12 };
const tiny = { start: 34, end: 37 };

// Expected values: counted by hand.
test("masks a secret wherever it stands again, unless it is too short to tell", () => {
  const repeated = createSourceText(
    "Dockerfile",
    "ARG P=sesame7\nFROM x/sesame7:abc\nARG Q=abc\nRUN sesame77 sesame\n",
  );

  const masked = maskSecrets(repeated, [
    { start: 6, end: 13 },
    { start: 39, end: 42 },
  ]);

  expect(masked.text).toBe("ARG P=*******\nFROM x/*******:abc\nARG Q=***\nRUN *******7 sesame\n");
});

test("masks every unit of the ranges and keeps line ends", () => {
  const masked = maskSecrets(source, [{ start: 4, end: 15 }, tiny]);
  expect(masked.text).toBe("one=********\n**o=abcdefghij\nthree=***\n");
});

test.each([
  {
    name: "a secret in a sentence",
    ranges: [short],
    text: "from https://me:abcdefgh@a/",
    expected: "from https://me:***@a/",
  },
  { name: "the longer one of two", ranges: [short, long], text: "abcdefghij", expected: "***" },
  { name: "several, side by side", ranges: [short, long], text: "abcdefghabcdefghij.", expected: "******." },
  { name: "its beginning alone", ranges: [long], text: "abcdefghi and abcdef", expected: "abcdefghi and abcdef" },
  { name: "a secret too short to tell", ranges: [tiny], text: "abc", expected: "abc" },
  { name: "no secrets", ranges: [], text: "abcdefgh", expected: "abcdefgh" },
  { name: "an empty text", ranges: [short], text: "", expected: "" },
])("hides in what checks say: $name", ({ ranges, text, expected }) => {
  expect(createSecretHider(source, ranges)(text)).toBe(expected);
});
