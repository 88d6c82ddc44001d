import { describe, expect, test } from "vitest";
import { terminalPicture } from "./terminal-picture.ts";

describe("terminalPicture", () => {
  test.each([
    { name: "plain text", output: "a < b & c", expected: "<tspan>a &lt; b &amp; c</tspan>" },
    {
      name: "a basic colour",
      output: "\u001b[31mred\u001b[0m rest",
      expected: '<tspan fill="#ff8a8f">red</tspan><tspan> rest</tspan>',
    },
    { name: "a bright colour", output: "\u001b[91mred", expected: '<tspan fill="#ff8a8f">red</tspan>' },
    { name: "a true colour", output: "\u001b[38;2;1;2;3mx", expected: '<tspan fill="rgb(1,2,3)">x</tspan>' },
    {
      name: "bold ends alone",
      output: "\u001b[1;33ma\u001b[22mb",
      expected: '<tspan fill="#f2c94c" font-weight="bold">a</tspan><tspan fill="#f2c94c">b</tspan>',
    },
    {
      name: "a style that lasts over lines",
      output: "\u001b[4ma\nb",
      expected: '<tspan text-decoration="underline">b</tspan>',
    },
  ])("draws $name", ({ output, expected }) => {
    expect(terminalPicture("x", output, 80)).toContain(expected);
  });

  test("is as high as its lines: the command and two", () => {
    // 3 lines of 19 and a padding of 16 above and below.
    expect(terminalPicture("x", "a\nb\n", 80)).toContain('height="89"');
  });
});
