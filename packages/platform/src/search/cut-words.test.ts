import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutSearchText, findTellingWord } from "../questions/search-words.ts";
import { cutWords } from "./cut-words.ts";

function wordsOf(text: string): readonly string[] {
  return [...cutWords(text)].map((word) => word.text);
}

describe("a text", () => {
  // By hand, from the rule that the function states.
  test.each([
    { name: "letters and digits", text: "CVE-2021-44228 in log4j", words: ["cve", "2021", "44228", "in", "log4j"] },
    { name: "Japanese", text: "権限が強い", words: ["権限", "限が", "が強", "強い", "い"] },
    { name: "both", text: "Pod の権限", words: ["pod", "の権", "権限", "限"] },
    { name: "full width letters", text: "ＡＢＣ１", words: ["abc1"] },
    { name: "a character of two units", text: "🔒鍵", words: ["🔒鍵", "鍵"] },
    { name: "nothing", text: " --/ ", words: [] },
  ])("is cut into words: $name", ({ text, words }) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test("has words of at most 64 characters, from its first 20,000", () => {
    expect(wordsOf("a".repeat(100))).toEqual(["a".repeat(64)]);
    expect(wordsOf(`${" ".repeat(20_000)}late`)).toEqual([]);
  });

  test("is found by whatever is searched for from the start of a word on", () => {
    const parts = fc.array(fc.constantFrom("log4j", "権限が強い", "ＡＢ", "-", "/", " ", "2021", "の"), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(parts, fc.nat(), fc.nat(), (pieces, one, other) => {
        const text = pieces.join("-");
        const written = wordsOf(text);
        const from = pieces
          .slice(0, one % pieces.length)
          .map((piece) => `${piece}-`)
          .join("").length;
        const searched = text.slice(from, from + 1 + (other % text.length));
        const lost = cutSearchText(searched).words.filter(
          ({ text: word, isPrefix }) => !written.some((known) => (isPrefix ? known.startsWith(word) : known === word)),
        );
        expect(lost).toEqual([]);
      }),
    );
  });
});

describe("the telling word of a name", () => {
  test.each([
    { name: "CVE-2021-44228", isWhole: true, word: { text: "44228", isPrefix: false } },
    { name: "cve-2021-442", isWhole: false, word: { text: "442", isPrefix: true } },
    { name: "cve-2021-", isWhole: false, word: { text: "2021", isPrefix: false } },
    { name: "pkg:deb/debian/glibc", isWhole: true, word: { text: "glibc", isPrefix: false } },
    { name: "vulnerability/CVE-2026-00017", isWhole: true, word: { text: "00017", isPrefix: false } },
    { name: "hadolint:DL3008", isWhole: true, word: { text: "dl3008", isPrefix: false } },
    { name: "規則", isWhole: true, word: undefined },
  ])("$name", ({ name, isWhole, word }) => {
    expect(findTellingWord(name, isWhole)).toEqual(word);
  });
});
