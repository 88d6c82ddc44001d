import { describe, expect, test } from "vitest";
import { terminalPicture } from "./terminal-picture.ts";

/** A run of words as it is drawn: 16 to the left of the first column, 8.4 a column. */
function words(text: string, column: number, columns: number, attributes = ""): string {
  const x = (16 + column * 8.4).toFixed(1);
  const length = (columns * 8.4).toFixed(1);
  return `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${attributes}>${text}</tspan>`;
}

describe("terminalPicture", () => {
  test.each([
    { name: "plain text", output: "a < b & c", expected: words("a &lt; b &amp; c", 0, 9) },
    {
      name: "a basic colour",
      output: "\u001b[31mred\u001b[0m rest",
      expected: words("red", 0, 3, ' fill="#ff8a8f"') + words("rest", 4, 4),
    },
    { name: "a bright colour", output: "\u001b[91mred", expected: words("red", 0, 3, ' fill="#ff8a8f"') },
    { name: "a true colour", output: "\u001b[38;2;1;2;3mx", expected: words("x", 0, 1, ' fill="rgb(1,2,3)"') },
    {
      name: "bold ends alone",
      output: "\u001b[1;33ma\u001b[22mb",
      expected: words("a", 0, 1, ' fill="#f2c94c" font-weight="bold"') + words("b", 1, 1, ' fill="#f2c94c"'),
    },
    { name: "words behind Japanese in their column", output: "日本  x", expected: words("x", 6, 1) },
    {
      name: "a style that lasts over lines",
      output: "\u001b[4ma\nb",
      expected: words("b", 0, 1, ' text-decoration="underline"'),
    },
  ])("draws $name", ({ output, expected }) => {
    expect(terminalPicture("x", output, 80)).toContain(expected);
  });

  test("is as high as its lines: the command and two", () => {
    // 3 lines of 19 and a padding of 16 above and below.
    expect(terminalPicture("x", "a\nb\n", 80)).toContain('height="89"');
  });
});
