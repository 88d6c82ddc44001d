import type { CommandDescription } from "../../command-description.ts";
import { type Completed, type CompletionWords, formsOf, offeredWords, optionsWith, singleQuoted } from "./words.ts";

/** Gives the completion script for bash 3.2 and later. */
export function bashScript(words: CompletionWords): string {
  const names = words.commands.map((command) => command.name);
  const lines = [
    "# bash completion for sekisho",
    "_sekisho_files() {",
    "  local IFS=$'\\n'",
    '  COMPREPLY=($(compgen -f -- "$1"))',
    "  compopt -o filenames 2>/dev/null",
    "}",
    "_sekisho() {",
    '  local word command="" current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    '  if [[ $current == "=" ]]; then',
    '    current=""',
    '  elif [[ $previous == "=" && $COMP_CWORD -ge 2 ]]; then',
    "    previous=${COMP_WORDS[COMP_CWORD-2]}",
    "  fi",
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    `    case $word in ${names.join("|")}) command=$word; break ;; esac`,
    "  done",
    "  COMPREPLY=()",
    '  case "$command $previous" in',
    ...words.commands.flatMap((command) => valueCases(command, words)),
    "  esac",
    '  case "$command" in',
    `    "")${reply([...names, ...words.globalOptions.flatMap(formsOf)])}`,
    ...words.commands.flatMap((command) => commandCase(command, words)),
    "  esac",
    "}",
    "complete -F _sekisho sekisho",
  ];
  return `${lines.join("\n")}\n`;
}

function valueCases(command: CommandDescription, words: CompletionWords): readonly string[] {
  const cases: string[] = [];
  for (const option of optionsWith(command, words)) {
    if (option.value === undefined) continue;
    const patterns = formsOf(option).map((form) => `"${command.name} ${form}"`);
    cases.push(`    ${patterns.join("|")})${offer(option.value, words)}`);
  }
  return cases;
}

function commandCase(command: CommandDescription, words: CompletionWords): readonly string[] {
  const options = optionsWith(command, words).flatMap(formsOf);
  return [
    `    ${command.name})`,
    "      if [[ $current == -* ]]; then",
    `        COMPREPLY=($(compgen -W ${singleQuoted(options.join(" "))} -- "$current"))`,
    "        return",
    "      fi",
    `     ${command.operand === undefined ? " ;;" : offer(command.operand, words)}`,
  ];
}

function offer(value: Completed, words: CompletionWords): string {
  const offered = offeredWords(value, words);
  return offered === undefined ? ' _sekisho_files "$current"; return ;;' : reply(offered);
}

function reply(offered: readonly string[]): string {
  return ` COMPREPLY=($(compgen -W ${singleQuoted(offered.join(" "))} -- "$current")); return ;;`;
}
