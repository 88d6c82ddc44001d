import type { Command, Script, SimpleCommand, Statement } from "../../formats/shell/syntax.ts";
import { visitScript } from "../../formats/shell/visit.ts";

/** How an unchecked command stands: as a statement of its own, or as the end of an and-or list or in a pipe. */
export type UncheckedPlace = "statement" | "part";

/** Gives the commands whose result something looks at: a condition, or `&&` or `||` behind them or behind what they end. */
export function conditionsOf(script: Script): ReadonlySet<Command> {
  const checked = new Set<Command>();
  const statements = new Set<Command>();
  visitScript(script, { command: (command) => markParts(command, checked, statements) });
  return checked;
}

/**
 * Gives the simple commands whose failure nothing looks at: they are no condition, and no `&&` or `||` stands behind them.
 * What calls a function or a group with a condition does not count for the commands in it but the last.
 */
export function uncheckedCommands(script: Script): ReadonlyMap<SimpleCommand, UncheckedPlace> {
  const found = new Map<SimpleCommand, UncheckedPlace>();
  const checked = new Set<Command>();
  const statements = new Set<Command>(script.statements.map(({ command }) => command));
  visitScript(script, {
    command(command) {
      markParts(command, checked, statements);
      if (command.kind !== "simple" || checked.has(command)) return;
      found.set(command, statements.has(command) ? "statement" : "part");
    },
  });
  return found;
}

/** An outer command is visited before those in it: what is known of it is handed down. */
function markParts(command: Command, checked: Set<Command>, statements: Set<Command>): void {
  const isChecked = checked.has(command);
  const check = (inner: Command | undefined): void => {
    if (inner !== undefined) checked.add(inner);
  };
  const body = (list: readonly Statement[]): void => {
    for (const statement of list) statements.add(statement.command);
    if (isChecked) for (const statement of list) checked.add(statement.command);
  };
  switch (command.kind) {
    case "and-or":
      for (const [index, operand] of command.operands.entries()) {
        if (isChecked || index < command.operands.length - 1) check(operand.command);
      }
      return;
    case "pipeline":
      if (isChecked) for (const part of command.commands) check(part);
      return;
    case "if":
      for (const branch of command.branches) {
        check(branch.condition.at(-1)?.command);
        body(branch.body);
      }
      body(command.otherwise ?? []);
      return;
    case "while":
    case "until":
      check(command.condition.at(-1)?.command);
      body(command.body);
      return;
    case "group":
    case "subshell":
    case "for":
    case "select":
    case "arithmetic-for":
      body(command.body);
      return;
    case "case":
      for (const item of command.items) body(item.body);
      return;
    case "function":
      if (isChecked) check(command.body);
      return;
    default:
      return;
  }
}
