import { expect, test } from "vitest";
import { inChunks } from "./in-chunks.ts";

const long = "x".repeat(65_536);

test.each([
  { name: "no pieces", pieces: [], chunks: [] },
  { name: "empty pieces", pieces: ["", ""], chunks: [] },
  { name: "short pieces together", pieces: ["a", "", "b"], chunks: ["ab"] },
  { name: "a long piece with what stands before it", pieces: ["a", long, "b"], chunks: [`a${long}`, "b"] },
  { name: "long pieces alone", pieces: [long, long], chunks: [long, long] },
])("$name", ({ pieces, chunks }) => {
  expect([...inChunks(pieces)]).toEqual(chunks);
});
