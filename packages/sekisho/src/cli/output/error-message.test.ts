import { describe, expect, test } from "vitest";
import { SekishoError } from "../../model/error.ts";
import { errorMessage } from "./error-message.ts";

const error = new SekishoError("usage", { en: "wrong", ja: "誤り" }, { hint: { en: "see", ja: "参照" } });

describe("errorMessage", () => {
  test.each([
    { name: "English", look: { language: "en", hasErrorColour: false }, lines: ["error: wrong", "hint: see", ""] },
    { name: "Japanese", look: { language: "ja", hasErrorColour: false }, lines: ["エラー: 誤り", "ヒント: 参照", ""] },
    {
      name: "colour",
      look: { language: "en", hasErrorColour: true },
      lines: ["\u001b[1;31merror\u001b[0m: wrong", "\u001b[1;36mhint\u001b[0m: see", ""],
    },
  ] as const)("$name", ({ look, lines }) => {
    expect(errorMessage(error, look).split("\n")).toEqual(lines);
  });

  test("several lines stand below the label, and control characters are shown", () => {
    const hostile = new SekishoError("usage", { en: "one\u001b[2J\ntwo\u202e", ja: "" });
    expect(errorMessage(hostile, { language: "en", hasErrorColour: false })).toBe(
      "error:\n  one\\x1b[2J\n  two\\u202e\n",
    );
  });
});
