import { describe, expect, test } from "vitest";
import { columnsOf } from "../../exporters/width/columns.ts";
import { commands, globalOptions, languages } from "../command-table.ts";
import { commandHelp, overviewHelp } from "./help-text.ts";

describe.each(languages)("help in %s", (language) => {
  const pages = [overviewHelp(language), ...commands.map((command) => commandHelp(command, language))];

  test("no line is wider than 80 columns", () => {
    const wide = pages.flatMap((page) => page.split("\n")).filter((line) => columnsOf(line) > 80);
    expect(wide).toEqual([]);
  });

  test("the overview names every command", () => {
    for (const command of commands) expect(pages[0]).toContain(`\n  ${command.name} `);
  });

  test("a command's page names its options and its operand", () => {
    for (const command of commands) {
      const page = commandHelp(command, language);
      const operand = "operand" in command ? [`\n  ${command.operand.placeholder} `] : [];
      const options = [...command.options, ...globalOptions].map((option) => `--${option.name}`);
      for (const part of [...operand, ...options]) expect(page).toContain(part);
    }
  });
});
