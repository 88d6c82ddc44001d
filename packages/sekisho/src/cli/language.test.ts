import { describe, expect, test } from "vitest";
import { chooseLanguage } from "./language.ts";

describe("chooseLanguage", () => {
  test.each([
    { name: "nothing said", written: [], environment: {}, language: "en" },
    { name: "a Japanese locale", written: [], environment: { LANG: "ja_JP.UTF-8" }, language: "ja" },
    { name: "the language alone", written: [], environment: { LANG: "ja" }, language: "ja" },
    { name: "another language", written: [], environment: { LANG: "de_DE.UTF-8" }, language: "en" },
    { name: "a language that begins alike", written: [], environment: { LANG: "jam_JM" }, language: "en" },
    { name: "LC_ALL over LANG", written: [], environment: { LC_ALL: "C", LANG: "ja_JP.UTF-8" }, language: "en" },
    {
      name: "LC_MESSAGES over LANG",
      written: [],
      environment: { LC_MESSAGES: "ja_JP.UTF-8", LANG: "en_US" },
      language: "ja",
    },
    {
      name: "an empty LC_ALL counts for nothing",
      written: [],
      environment: { LC_ALL: "", LANG: "ja_JP" },
      language: "ja",
    },
    {
      name: "--lang over the locale",
      written: ["scan", "--lang", "en"],
      environment: { LANG: "ja_JP" },
      language: "en",
    },
    { name: "--lang attached", written: ["--lang=ja"], environment: {}, language: "ja" },
    { name: "an unknown --lang", written: ["--lang=fr"], environment: { LANG: "ja_JP" }, language: "ja" },
    { name: "--lang without value", written: ["--lang"], environment: {}, language: "en" },
    { name: "an operand", written: ["scan", "--", "--lang=ja"], environment: {}, language: "en" },
  ])("$name", ({ written, environment, language }) => {
    expect(chooseLanguage(written, environment)).toBe(language);
  });
});
