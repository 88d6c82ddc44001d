import type { Call } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { commandHelp, overviewHelp } from "../output/help-text.ts";
import type { Terminal } from "../terminal.ts";

/** Prints the help of one command, or the overview. */
export async function runHelp(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [name] = call.operands;
  const command = name === undefined ? undefined : findCommand(name);
  await terminal.write(
    command === undefined ? overviewHelp(terminal.language) : commandHelp(command, terminal.language),
  );
  return exitCodes.done;
}
