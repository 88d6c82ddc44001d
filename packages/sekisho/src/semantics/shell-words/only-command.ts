import type { SimpleCommand, Statement } from "../../formats/shell/syntax.ts";
import { literalOf } from "../../formats/shell/word-text.ts";

/** Gives the command of a list that holds one simple command and nothing else; `undefined` otherwise. */
export function findOnlyCommand(statements: readonly Statement[]): SimpleCommand | undefined {
  const [only, ...others] = statements;
  return only?.command.kind === "simple" && others.length === 0 ? only.command : undefined;
}

/** Gives the name of a simple command as the shell sees it; `undefined` when there is none, or it is not known. */
export function nameOfCommand(command: SimpleCommand): string | undefined {
  const [name] = command.words;
  return name === undefined ? undefined : literalOf(name);
}
