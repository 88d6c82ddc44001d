import fc from "fast-check";
import { expect, test } from "vitest";
import { ownText } from "./own-text.ts";

test("gives the same text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      expect(ownText(text)).toBe(text);
    }),
  );
});
