import { producer } from "../../scan/producer.ts";
import type { Call } from "../arguments.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

/** Prints name and version. */
export async function runVersion(_call: Call, terminal: Terminal): Promise<ExitCode> {
  await terminal.write(`${producer.name} ${producer.version}\n`);
  return exitCodes.done;
}
