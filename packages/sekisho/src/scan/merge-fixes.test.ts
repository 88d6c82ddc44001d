import { describe, expect, test } from "vitest";
import type { TextEdit, TextFix } from "../model/fix.ts";
import { applyEdits, mergeFixes } from "./merge-fixes.ts";

function safe(...edits: readonly [TextEdit, ...TextEdit[]]): TextFix {
  return { safety: "safe", edits };
}

// Expected values: counted by hand.
describe("mergeFixes", () => {
  test("nothing of nothing", () => {
    expect(mergeFixes([])).toBeUndefined();
  });

  test("makes a shared edit once and leaves out what collides", () => {
    const shared = { start: 0, end: 1, text: "x" };
    const merged = mergeFixes([
      safe(shared, { start: 4, end: 5, text: "y" }),
      safe(shared, { start: 6, end: 7, text: "z" }),
      safe({ start: 4, end: 6, text: "!" }),
    ]);
    expect(merged?.edits.map(({ text }) => text)).toEqual(["x", "y", "z"]);
    expect(applyEdits("abcdefgh", merged?.edits ?? [])).toBe("xbcdyfzh");
  });

  test("a proposal makes the whole a proposal", () => {
    const proposal: TextFix = { safety: "proposal", edits: [{ start: 1, end: 1, text: "a" }] };
    expect(mergeFixes([safe({ start: 0, end: 0, text: "b" }), proposal])?.safety).toBe("proposal");
  });
});
