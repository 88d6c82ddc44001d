import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import type { CommandDescription, OptionDescription } from "./command-description.ts";
import { commands, globalOptions } from "./command-table.ts";

const described: readonly CommandDescription[] = commands;

describe.each(described)("$name", (command) => {
  const options: readonly OptionDescription[] = [...command.options, ...globalOptions];

  test("no two options share a name or a letter", () => {
    const forms = options.flatMap((option) => [option.name, ...(option.short === undefined ? [] : [option.short])]);
    expect(new Set(forms).size).toBe(forms.length);
  });

  test("its examples are calls that the parser takes", () => {
    for (const { call } of command.examples) {
      const words = call.replace(/^eval "\$\((.*)\)"$/, "$1").split(" ");
      expect(words[0]).toBe("sekisho");
      expect(parseArguments(words.slice(1)).command).toBe(command.name);
    }
  });
});

test("help knows every command", () => {
  const help = described.find((command) => command.name === "help");
  expect(help?.operand?.words).toEqual(described.map((command) => command.name));
});
