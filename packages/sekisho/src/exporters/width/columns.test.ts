import { describe, expect, test } from "vitest";
import { columnsOf, columnsOfCodePoint, padEndColumns } from "./columns.ts";

describe("columnsOf", () => {
  // Counted by hand from EastAsianWidth.txt: W and F take two columns, the rest one; marks and ignorables none.
  test.each([
    { name: "nothing", text: "", expected: 0 },
    { name: "ASCII", text: "abc", expected: 3 },
    { name: "Latin with accents", text: "é", expected: 1 },
    { name: "combining acute", text: "e\u0301", expected: 1 },
    { name: "kanji", text: "関所", expected: 4 },
    { name: "hiragana and full stop", text: "です。", expected: 6 },
    { name: "half-width katakana", text: "ｶﾞ", expected: 2 },
    { name: "full-width Latin", text: "Ａ", expected: 2 },
    { name: "mixed", text: "root で実行", expected: 11 },
    { name: "Hangul syllable", text: "한", expected: 2 },
    { name: "emoji outside the basic plane", text: "🚀", expected: 2 },
    { name: "ideograph of plane 2", text: "𠮷", expected: 2 },
    { name: "variation selector", text: "☑\ufe0f", expected: 1 },
    { name: "zero width joiner", text: "a\u200db", expected: 2 },
    { name: "soft hyphen", text: "a\u00adb", expected: 2 },
    { name: "marks of the severities", text: "◆▲●▽○", expected: 5 },
    { name: "box drawing", text: "│", expected: 1 },
    { name: "first and last of a range", text: "\u1100\u115f", expected: 4 },
    { name: "neighbours of a range", text: "\u10ff", expected: 1 },
  ])("$name", ({ text, expected }) => {
    expect(columnsOf(text)).toBe(expected);
  });

  test("no symbol of tables is a mark or invisible, and the classes of Unicode decide beside them", () => {
    const different: string[] = [];
    for (let codePoint = 0x2000; codePoint < 0x2b00; codePoint++) {
      const isIgnored = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/u.test(String.fromCodePoint(codePoint));
      if (isIgnored !== (columnsOfCodePoint(codePoint) === 0)) different.push(codePoint.toString(16));
    }

    expect(different).toEqual([]);
  });
});

describe("padEndColumns", () => {
  test.each([
    { name: "fills by columns", text: "高", columns: 4, expected: "高  " },
    { name: "leaves what is wider", text: "緊急", columns: 3, expected: "緊急" },
  ])("$name", ({ text, columns, expected }) => {
    expect(padEndColumns(text, columns)).toBe(expected);
  });
});
