import { describe, expect, test, vi } from "vitest";
import { defineTexts } from "./define-texts.ts";

// The language of the page stands in the document.
vi.hoisted(() => vi.stubGlobal("document", { documentElement: { lang: "" } }));

const texts = defineTexts({
  plain: { en: "Findings", ja: "検出事項" },
  found: { en: { one: "{{count}} finding", other: "{{count}} findings" }, ja: "検出事項 {{count}} 件" },
  chain: { en: "{{from}} → {{to}}, {{from}}", ja: "{{from}} から {{to}}" },
});

describe("a text", () => {
  // Source of the plural forms: CLDR, plural rules of English (one: i = 1 and v = 0) and of Japanese (other alone).
  test.each([
    { name: "without values", shown: texts.en("plain"), expected: "Findings" },
    { name: "of one", shown: texts.en("found", { count: 1 }), expected: "1 finding" },
    { name: "of none", shown: texts.en("found", { count: 0 }), expected: "0 findings" },
    { name: "of many", shown: texts.en("found", { count: 21 }), expected: "21 findings" },
    { name: "of a part", shown: texts.en("found", { count: 1.5 }), expected: "1.5 findings" },
    { name: "of one in Japanese", shown: texts.ja("found", { count: 1 }), expected: "検出事項 1 件" },
    { name: "with a value twice", shown: texts.en("chain", { from: "a", to: "b" }), expected: "a → b, a" },
    { name: "without one of its values", shown: texts.en("chain", { from: "a" }), expected: "a → , a" },
  ])("$name", ({ shown, expected }) => {
    expect(shown).toBe(expected);
  });

  test.each([
    { name: "a place for a value", value: "{{to}}" },
    { name: "a sign of replacements", value: "$& $1 $$" },
    { name: "markup", value: "<b>{x}</b>" },
    { name: "another text's name", value: "$t(plain)" },
  ])("shows $name in a value as it is", ({ value }) => {
    expect(texts.ja("chain", { from: value, to: "b" })).toBe(`${value} から b`);
  });
});
