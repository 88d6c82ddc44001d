import type { CommandDescription, OptionDescription } from "../../command-description.ts";
import { type Completed, type CompletionWords, offeredWords, optionsWith, singleQuoted } from "./words.ts";

/** Gives the completion script for zsh. */
export function zshScript(words: CompletionWords): string {
  const described = words.commands.map((command) =>
    singleQuoted(`${command.name}:${command.summary[words.language].replaceAll(":", "\\:")}`),
  );
  const lines = [
    "#compdef sekisho",
    "_sekisho() {",
    "  local context state state_descr line",
    "  typeset -A opt_args",
    "  _arguments -C \\",
    ...words.globalOptions.flatMap((option) => optionSpecs(option, words)).map((spec) => `    ${spec} \\`),
    "    '1:command:->command' \\",
    "    '*::argument:->argument'",
    "  case $state in",
    "    command)",
    "      local -a commands",
    `      commands=(${described.join(" ")})`,
    "      _describe -t commands command commands",
    "      ;;",
    "    argument)",
    "      case $line[1] in",
    ...words.commands.flatMap((command) => commandCase(command, words)),
    "      esac",
    "      ;;",
    "  esac",
    "}",
    'if [[ "${funcstack[1]}" == _sekisho ]]; then',
    '  _sekisho "$@"',
    "else",
    "  compdef _sekisho sekisho",
    "fi",
  ];
  return `${lines.join("\n")}\n`;
}

function commandCase(command: CommandDescription, words: CompletionWords): readonly string[] {
  const specs = optionsWith(command, words).flatMap((option) => optionSpecs(option, words));
  const { operand } = command;
  if (operand !== undefined) {
    const position = operand.maximum > 1 ? "*" : "1";
    specs.push(singleQuoted(`${position}:${operand.placeholder}:${action(operand, words)}`));
  }
  return [`        ${command.name})`, `          _arguments ${specs.join(" \\\n            ")}`, "          ;;"];
}

function optionSpecs(option: OptionDescription, words: CompletionWords): string[] {
  const summary = `[${option.summary[words.language].replace(/[\\[\]]/g, "\\$&")}]`;
  const value = option.value;
  const argument = value === undefined ? "" : `:${placeholderOf(value.placeholder)}:${action(value, words)}`;
  const repeat = option.isRepeatable === true ? "*" : "";
  const long = singleQuoted(`${repeat}--${option.name}${value === undefined ? "" : "="}${summary}${argument}`);
  if (option.short === undefined) return [long];
  return [singleQuoted(`${repeat}-${option.short}${value === undefined ? "" : "+"}${summary}${argument}`), long];
}

/** A colon would end the message of a specification. */
function placeholderOf(placeholder: string): string {
  return placeholder.replaceAll(":", "\\:");
}

function action(value: Completed, words: CompletionWords): string {
  const offered = offeredWords(value, words);
  if (offered === undefined) return "_files";
  return offered.length === 0 ? " " : `(${offered.join(" ")})`;
}
