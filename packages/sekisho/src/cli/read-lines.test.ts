import { expect, test } from "vitest";
import { maxLineLength, readLines } from "./read-lines.ts";

async function linesOf(chunks: readonly Uint8Array[]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const lines of readLines(chunks)) for (const line of lines) found.push([line.number, line.text]);
  return found;
}

const long = "x".repeat(maxLineLength + 1);

// Counted by hand.
test.each([
  { name: "nothing", chunks: [], lines: [] },
  {
    name: "a last line without an end",
    chunks: ["a\nb"],
    lines: [
      [1, "a"],
      [2, "b"],
    ],
  },
  { name: "a line in three chunks", chunks: ["1.", "0", " 2\n"], lines: [[1, "1.0 2"]] },
  {
    name: "carriage returns and an empty line",
    chunks: ["a\r\n\r\nb\r\n"],
    lines: [
      [1, "a"],
      [2, ""],
      [3, "b"],
    ],
  },
  {
    name: "a line that is too long",
    chunks: [`a\n${long}\nb\n`],
    lines: [
      [1, "a"],
      [2, undefined],
      [3, "b"],
    ],
  },
  {
    name: "a long line in parts",
    chunks: [long, long, "\nb"],
    lines: [
      [1, undefined],
      [2, "b"],
    ],
  },
  { name: "a long line at the end", chunks: [long], lines: [[1, undefined]] },
])("reads $name", async ({ chunks, lines }) => {
  expect(await linesOf(chunks.map((chunk) => Buffer.from(chunk)))).toEqual(lines);
});

test("reads a character that two chunks share", async () => {
  const bytes = Buffer.from("é\n");

  expect(await linesOf([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual([[1, "é"]]);
});
