import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TextEdit } from "../model/fix.ts";
import { createEditSet, editsCollide } from "./edit-set.ts";

// Expected values: counted by hand.
describe("editsCollide", () => {
  test.each([
    {
      name: "neighbours",
      left: { start: 0, end: 2, text: "" },
      right: { start: 2, end: 4, text: "" },
      expected: false,
    },
    { name: "overlap", left: { start: 0, end: 3, text: "" }, right: { start: 2, end: 4, text: "" }, expected: true },
    { name: "inside", left: { start: 0, end: 9, text: "" }, right: { start: 2, end: 4, text: "" }, expected: true },
    {
      name: "two inserts at one place",
      left: { start: 1, end: 1, text: "a" },
      right: { start: 1, end: 1, text: "b" },
      expected: true,
    },
    {
      name: "an insert inside",
      left: { start: 0, end: 4, text: "" },
      right: { start: 2, end: 2, text: "b" },
      expected: true,
    },
    {
      name: "an insert at the end",
      left: { start: 0, end: 2, text: "" },
      right: { start: 2, end: 2, text: "b" },
      expected: false,
    },
  ])("$name", ({ left, right, expected }) => {
    expect(editsCollide(left, right)).toBe(expected);
    expect(editsCollide(right, left)).toBe(expected);
  });
});

const edit: fc.Arbitrary<TextEdit> = fc
  .record({ start: fc.nat({ max: 20 }), width: fc.nat({ max: 3 }), text: fc.constantFrom("a", "b") })
  .map(({ start, width, text }) => ({ start, end: start + width, text }));

// Expected values: every edit asked about every other one.
describe("createEditSet", () => {
  test("answers as a comparison with every edit does, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        const set = createEditSet();
        const added: TextEdit[] = [];
        for (const next of edits) {
          const collides = added.some((other) => editsCollide(other, next));
          const isThere = added.some(
            ({ start, end, text }) => start === next.start && end === next.end && text === next.text,
          );
          expect(set.collides(next)).toBe(collides);
          expect(set.has(next)).toBe(isThere);
          if (collides) continue;
          set.add(next);
          added.push(next);
        }
      }),
    );
  });
});
