import { describe, expect, test } from "vitest";
import { terminalPicture } from "./terminal-picture.ts";

/** A word as it is drawn: 16 to the left of the first column, 8.4 a column. */
function word(text: string, column: number, attributes = ""): string {
  return `<tspan x="${(16 + column * 8.4).toFixed(1)}"${attributes}>${text}</tspan>`;
}

describe("terminalPicture", () => {
  test.each([
    {
      name: "plain text",
      output: "a < b & c",
      expected: word("a", 0) + word("&lt;", 2) + word("b", 4) + word("&amp;", 6),
    },
    {
      name: "a basic colour",
      output: "\u001b[31mred\u001b[0m rest",
      expected: word("red", 0, ' fill="#ff8a8f"') + word("rest", 4),
    },
    { name: "a bright colour", output: "\u001b[91mred", expected: word("red", 0, ' fill="#ff8a8f"') },
    { name: "a true colour", output: "\u001b[38;2;1;2;3mx", expected: word("x", 0, ' fill="rgb(1,2,3)"') },
    {
      name: "bold ends alone",
      output: "\u001b[1;33ma\u001b[22mb",
      expected: word("a", 0, ' fill="#f2c94c" font-weight="bold"') + word("b", 1, ' fill="#f2c94c"'),
    },
    { name: "words behind Japanese in their column", output: "日本  x", expected: word("x", 6) },
    {
      name: "a style that lasts over lines",
      output: "\u001b[4ma\nb",
      expected: word("b", 0, ' text-decoration="underline"'),
    },
  ])("draws $name", ({ output, expected }) => {
    expect(terminalPicture("x", output, 80)).toContain(expected);
  });

  test("is as high as its lines: the command and two", () => {
    // 3 lines of 19 and a padding of 16 above and below.
    expect(terminalPicture("x", "a\nb\n", 80)).toContain('height="89"');
  });
});
