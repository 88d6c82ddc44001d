import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MappedText, mapWhole, originOf, originRange, sliceMapped } from "./mapped-text.ts";

// "RUN ab\<LF>cd" with the continuation taken out: "abcd" stands at 4-6 and 8-10 of the source.
const joined: MappedText = { text: "abcd", starts: [0, 2], origins: [4, 8] };

describe("originRange", () => {
  test.each([
    { name: "left piece ends at the seam", start: 0, end: 2, expected: { start: 4, end: 6 } },
    { name: "right piece starts behind the seam", start: 2, end: 4, expected: { start: 8, end: 10 } },
    { name: "across the seam", start: 1, end: 3, expected: { start: 5, end: 9 } },
    { name: "empty at the seam", start: 2, end: 2, expected: { start: 8, end: 8 } },
    { name: "outside is clamped", start: -1, end: 9, expected: { start: 4, end: 10 } },
  ])("$name", ({ start, end, expected }) => {
    expect(originRange(joined, { start, end })).toEqual(expected);
  });
});

describe("sliceMapped", () => {
  test("maps every unit to the same origin as the whole", () => {
    fc.assert(
      fc.property(pieces(), fc.nat(), fc.nat(), (mapped, one, two) => {
        const start = Math.min(one, two) % (mapped.text.length + 1);
        const end = start + (Math.max(one, two) % (mapped.text.length - start + 1));
        const slice = sliceMapped(mapped, start, end);
        expect(slice.text).toBe(mapped.text.slice(start, end));
        for (let at = 0; at < slice.text.length; at++) expect(originOf(slice, at)).toBe(originOf(mapped, start + at));
      }),
    );
  });
});

test("mapWhole shifts by its origin", () => {
  expect(originRange(mapWhole("abc", 7), { start: 1, end: 3 })).toEqual({ start: 8, end: 10 });
});

/** Texts of one to four pieces, each behind a gap in the source. */
function pieces(): fc.Arbitrary<MappedText> {
  const piece = fc.record({ text: fc.string({ minLength: 1, maxLength: 6 }), gap: fc.nat({ max: 5 }) });
  return fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => {
    let text = "";
    let origin = 0;
    const starts: number[] = [];
    const origins: number[] = [];
    for (const part of parts) {
      origin += part.gap;
      starts.push(text.length);
      origins.push(origin);
      text += part.text;
      origin += part.text.length;
    }
    return { text, starts, origins };
  });
}
