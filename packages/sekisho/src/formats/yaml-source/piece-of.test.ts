import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pieceOf } from "./piece-of.ts";

describe("pieceOf", () => {
  test("gives what a slice gives, whatever was asked before", { timeout: 120_000 }, () => {
    const anyText = fc.string({ unit: "binary", maxLength: 200 });

    fc.assert(
      fc.property(anyText, fc.nat(200), fc.nat(200), (text, start, length) => {
        const from = Math.min(start, text.length);
        const to = Math.min(from + length, text.length);

        expect(pieceOf(text, from, to)).toBe(text.slice(from, to));
        expect(pieceOf(`x${text}`, from + 1, to + 1)).toBe(text.slice(from, to));
      }),
    );
  });

  test("tells texts of one length apart that differ in one unit", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `service-${String(index).padStart(8, "0")}-of-the-shop`);
    const text = names.join("");
    const length = names[0]?.length ?? 0;

    expect(names.map((_, index) => pieceOf(text, index * length, (index + 1) * length))).toEqual(names);
  });
});
