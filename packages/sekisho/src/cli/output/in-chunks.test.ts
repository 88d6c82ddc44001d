import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inChunks } from "./in-chunks.ts";

// A unit may take three bytes, and a chunk has 131,072: a piece of 43,691 units is not sure to fit.
const long = "x".repeat(43_691);
const half = "y".repeat(30_000);

/** A chunk is good until the next one is asked for. */
function textsOf(pieces: readonly string[]): readonly string[] {
  return Array.from(inChunks(pieces), (chunk) => Buffer.from(chunk).toString());
}

test.each([
  { name: "no pieces", pieces: [], chunks: [] },
  { name: "empty pieces", pieces: ["", ""], chunks: [] },
  { name: "short pieces together", pieces: ["a", "", "関所"], chunks: ["a関所"] },
  {
    name: "a piece that may not fit begins a chunk",
    pieces: ["a", half, half, half, "b"],
    chunks: [`a${half}${half}`, `${half}b`],
  },
  { name: "long pieces alone", pieces: ["a", long, "b", long], chunks: ["a", long, "b", long] },
])("$name", ({ pieces, chunks }) => {
  expect(textsOf(pieces)).toEqual(chunks);
});

test("together the chunks are the text, in UTF-8", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom(long, half, "関".repeat(40_000)),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(textsOf(pieces).join("")).toBe(pieces.join(""));
    }),
  );
});
