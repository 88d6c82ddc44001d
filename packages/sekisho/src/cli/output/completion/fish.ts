import type { CommandDescription, OptionDescription } from "../../command-description.ts";
import { type Completed, type CompletionWords, offeredWords, optionsWith } from "./words.ts";

/** Gives the completion script for fish. */
export function fishScript(words: CompletionWords): string {
  const lines = [
    "# fish completion for sekisho",
    "complete -c sekisho -f",
    ...words.commands.map(
      (command) =>
        `complete -c sekisho -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary[words.language])}`,
    ),
    ...words.globalOptions.map((option) => optionLine("__fish_use_subcommand", option, words)),
    ...words.commands.flatMap((command) => commandLines(command, words)),
  ];
  return `${lines.join("\n")}\n`;
}

function commandLines(command: CommandDescription, words: CompletionWords): readonly string[] {
  const condition = quoted(`__fish_seen_subcommand_from ${command.name}`);
  const lines = optionsWith(command, words).map((option) => optionLine(condition, option, words));
  if (command.operand !== undefined) {
    lines.push(`complete -c sekisho -n ${condition} ${operandOffer(command.operand, words)}`);
  }
  return lines;
}

function optionLine(condition: string, option: OptionDescription, words: CompletionWords): string {
  const short = option.short === undefined ? "" : ` -s ${option.short}`;
  const value = option.value === undefined ? "" : ` ${valueOffer(option.value, words)}`;
  const summary = quoted(option.summary[words.language]);
  return `complete -c sekisho -n ${condition}${short} -l ${option.name}${value} -d ${summary}`;
}

function valueOffer(value: Completed, words: CompletionWords): string {
  const offered = offeredWords(value, words);
  if (offered === undefined) return "-r -F";
  return offered.length === 0 ? "-x" : `-x -a ${quoted(offered.join(" "))}`;
}

function operandOffer(operand: Completed, words: CompletionWords): string {
  const offered = offeredWords(operand, words);
  return offered === undefined ? "-F" : `-a ${quoted(offered.join(" "))}`;
}

/** Puts a text into single quotes for fish, where a backslash works inside them. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
