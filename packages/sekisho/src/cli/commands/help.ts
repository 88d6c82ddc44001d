import type { Call } from "../arguments.ts";
import { findCommand } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { commandHelp, overviewHelp } from "../output/help-text.ts";
import type { Terminal } from "../terminal.ts";

/** Prints the help of one command, or the overview. */
export async function runHelp(call: Call, terminal: Terminal): Promise<ExitCode> {
  const { language } = terminal;
  const command = findCommand(call.operands[0] ?? "");
  await terminal.write(command === undefined ? overviewHelp(language) : commandHelp(command, language));
  return exitCodes.done;
}
