import fc from "fast-check";
import { expect, test } from "vitest";
import { createMark, createMarkedTexts } from "./text-marks.ts";

// Counted by hand: whether the text holds one of the marks as it stands.
test.each([
  { name: "one sign", text: "a || b", marks: ["||"], expected: true },
  { name: "its characters apart", text: "a | b |", marks: ["||"], expected: false },
  { name: "a word", text: "cd /opt", marks: ["cd", "pushd"], expected: true },
  { name: "the second mark", text: "x pushd", marks: ["cd", "pushd"], expected: true },
  { name: "letters in another order", text: "dc", marks: ["cd"], expected: false },
  { name: "letters of another case", text: "CD", marks: ["cd"], expected: false },
  { name: "the same bit of another block", text: "0P", marks: ["p"], expected: false },
  { name: "an empty text", text: "", marks: ["$"], expected: false },
  { name: "a line end that is not there", text: "a", marks: ["\n"], expected: false },
  { name: "a line end", text: "a\nb", marks: ["\n"], expected: true },
  { name: "no mark", text: "a", marks: [], expected: false },
])("$name", ({ text, marks, expected }) => {
  expect(createMarkedTexts([text]).holding(marks.map(createMark))).toEqual(expected ? [0] : []);
});

test("gives the places of the texts in order, each once", () => {
  const texts = createMarkedTexts(["cd a; pushd", "ls", "", "pushd", "echo cd"]);

  expect(texts.holding(["cd", "pushd"].map(createMark))).toEqual([0, 3, 4]);
});

test("answers as a search does", () => {
  const marks = fc.array(fc.string({ unit: "binary", maxLength: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), marks, fc.nat(), (random, wanted, at) => {
      const inside = wanted[0] ?? "";
      const text = random.slice(0, at % (random.length + 1)) + inside + random.slice(at % (random.length + 1));
      const searched = [random, text, random];
      expect(createMarkedTexts(searched).holding(wanted.map(createMark))).toEqual(
        searched.flatMap((each, place) => (wanted.some((mark) => each.includes(mark)) ? [place] : [])),
      );
    }),
  );
});
