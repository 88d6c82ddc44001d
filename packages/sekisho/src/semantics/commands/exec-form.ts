import type { Script, SimpleCommand } from "../../formats/shell/syntax.ts";
import { literalOf } from "../../formats/shell/word-text.ts";

/** A command line and what was read from it. */
export interface CommandLine {
  readonly text: { readonly text: string };
  readonly script: Script | undefined;
}

/** Commands that only a shell has; there is no program of that name to start. Source: POSIX, "Special Built-In Utilities" and "Regular Built-In Utilities". */
const builtins: ReadonlySet<string> = new Set([
  ".",
  ":",
  "alias",
  "bg",
  "break",
  "builtin",
  "cd",
  "command",
  "continue",
  "declare",
  "dirs",
  "eval",
  "exit",
  "export",
  "fc",
  "fg",
  "getopts",
  "hash",
  "jobs",
  "let",
  "local",
  "popd",
  "pushd",
  "read",
  "readonly",
  "return",
  "set",
  "shift",
  "shopt",
  "source",
  "times",
  "trap",
  "type",
  "typeset",
  "ulimit",
  "umask",
  "unalias",
  "unset",
  "wait",
]);

/**
 * Gives the words of a command line for the exec form; `undefined` when it needs a shell: for expansions, patterns,
 * redirects, several commands, assignments and the shell's own commands. A leading `exec` goes away.
 */
export function wordsWithoutShell(line: CommandLine): readonly string[] | undefined {
  const command = onlyCommand(line);
  if (command === undefined || command.assignments.length > 0 || command.redirects.length > 0) return undefined;
  const literals: string[] = [];
  for (const word of command.words) {
    const literal = literalOf(word);
    if (literal === undefined || word.parts.some((part) => part.kind === "literal" && part.text.startsWith("~"))) {
      return undefined;
    }
    literals.push(literal);
  }
  const words = literals[0] === "exec" ? literals.slice(1) : literals;
  const [program] = words;
  const isProgram = program !== undefined && !program.startsWith("-") && !program.startsWith("[");
  return isProgram && !builtins.has(program) ? words : undefined;
}

/**
 * Gives the words that run a command line in a shell by name. One command alone is started with `exec`, so that it gets
 * the signals.
 */
export function wordsWithShell(line: CommandLine, shell: readonly string[]): readonly string[] {
  const command = onlyCommand(line);
  const program = command?.words[0];
  const name = program === undefined ? undefined : literalOf(program);
  const canReplace = command?.assignments.length === 0 && name !== undefined && name !== "exec" && !builtins.has(name);
  return [...shell, canReplace ? `exec ${line.text.text}` : line.text.text];
}

function onlyCommand({ script }: CommandLine): SimpleCommand | undefined {
  if (script === undefined || script.errors.length > 0 || script.comments.length > 0) return undefined;
  const [only, ...others] = script.statements;
  if (only === undefined || others.length > 0 || only.isBackground || only.command.kind !== "simple") return undefined;
  return only.command;
}
