import { describe, expect, test } from "vitest";
import { hashRecoveryCode, makeRecoveryCodes } from "./recovery-codes.ts";

describe("recovery codes", () => {
  test("are ten, all different, and are known by their hash", () => {
    const codes = makeRecoveryCodes();

    expect(new Set(codes.map(({ text }) => text)).size).toBe(10);
    for (const { text, hash } of codes) {
      expect(text).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
      expect(hashRecoveryCode(text)).toEqual(hash);
    }
  });

  test.each([
    { name: "in capitals without hyphens", typed: "ABCD0123EFGH1K1M", same: "abcd-0123-efgh-1k1m" },
    { name: "with blanks, O for 0 and I or L for 1", typed: " abcd o123 efgh ikLm ", same: "abcd-0123-efgh-1k1m" },
  ])("are the same $name", ({ typed, same }) => {
    expect(hashRecoveryCode(typed)).toEqual(hashRecoveryCode(same));
  });

  test.each([
    { name: "a one-time code", typed: "123456" },
    { name: "nothing", typed: "" },
    { name: "a letter too many", typed: "abcd-0123-efgh-1k1mx" },
    { name: "a letter that is none of them", typed: "abcd-0123-efgh-1k1u" },
  ])("are not $name", ({ typed }) => {
    expect(hashRecoveryCode(typed)).toBeUndefined();
  });
});
