import type { Command, Script, ShellWord, Statement, WordPart } from "../../formats/shell/syntax.ts";
import { visitScript } from "../../formats/shell/visit.ts";

/** Gives every list of statements: the script, the bodies of compound commands, and the insides of substitutions. */
export function statementLists(script: Script): readonly (readonly Statement[])[] {
  const lists: (readonly Statement[])[] = [script.statements];
  visitScript(script, {
    command: (command) => lists.push(...listsOf(command)),
    word: (word) => addSubstitutions(word, lists),
  });
  return lists;
}

function listsOf(command: Command): readonly (readonly Statement[])[] {
  switch (command.kind) {
    case "group":
    case "subshell":
    case "for":
    case "select":
    case "arithmetic-for":
      return [command.body];
    case "while":
    case "until":
      return [command.condition, command.body];
    case "if":
      return [...command.branches.flatMap(({ condition, body }) => [condition, body]), command.otherwise ?? []];
    case "case":
      return command.items.map(({ body }) => body);
    default:
      return [];
  }
}

function addSubstitutions(word: ShellWord, lists: (readonly Statement[])[]): void {
  const add = (parts: readonly WordPart[]): void => {
    for (const part of parts) {
      if (part.kind === "command-substitution" || part.kind === "process-substitution") lists.push(part.body);
      else if (part.kind === "double-quoted") add(part.parts);
    }
  };
  add(word.parts);
}
