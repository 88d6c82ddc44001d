import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns.ts";
import { wrap } from "./wrap.ts";

describe("wrap", () => {
  test.each([
    { name: "keeps a short text", text: "a b", columns: 5, expected: ["a b"] },
    { name: "keeps an empty text", text: "", columns: 5, expected: [""] },
    { name: "breaks at blanks", text: "one two three", columns: 7, expected: ["one two", "three"] },
    { name: "fills a line to its end", text: "ab cd", columns: 5, expected: ["ab cd"] },
    { name: "breaks a word that is wider than a line", text: "abcdefg", columns: 3, expected: ["abc", "def", "g"] },
    { name: "breaks a long path behind a slash", text: "in /usr/lib/a", columns: 8, expected: ["in /usr/", "lib/a"] },
    { name: "breaks between Japanese characters", text: "関所です", columns: 4, expected: ["関所", "です"] },
    { name: "starts no line with a full stop", text: "関所で。す", columns: 6, expected: ["関所", "で。す"] },
    { name: "ends no line with an opening bracket", text: "あい「う」", columns: 6, expected: ["あい", "「う」"] },
    {
      name: "keeps Latin words whole in Japanese",
      text: "最後のUSER命令",
      columns: 8,
      expected: ["最後の", "USER命令"],
    },
    { name: "takes one blank for several", text: "a   b", columns: 9, expected: ["a b"] },
  ])("$name", ({ text, columns, expected }) => {
    expect(wrap(text, columns)).toEqual(expected);
  });

  test("never makes a line too wide and loses nothing but blanks", () => {
    const character = fc.constantFrom("a", "b", "/", " ", "関", "、", "「", "」", "。", "🚀", "e\u0301");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (characters, columns) => {
        const text = characters.join("");

        const lines = wrap(text, columns);

        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});
