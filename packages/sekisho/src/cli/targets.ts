import type { NamedTargetKind, TargetFailure } from "../scan/options.ts";
import { type Call, lastValue } from "./arguments.ts";
import { targetKindNames } from "./option-table.ts";
import { errorMessage } from "./output/error-message.ts";
import type { Terminal } from "./terminal.ts";

/** Gives the targets of a call; the working directory when none is named. */
export function targetsOf(call: Call): readonly string[] {
  return call.operands.length === 0 ? ["."] : call.operands;
}

/** Gives what the user said the targets are. */
export function targetKindOf(call: Call): NamedTargetKind | undefined {
  return targetKindNames.find((kind) => kind === lastValue(call, "as"));
}

/** Says on standard error which targets could not be examined. */
export async function sayFailures(failures: readonly TargetFailure[], terminal: Terminal): Promise<void> {
  for (const { error } of failures) await terminal.writeError(errorMessage(error, terminal));
}
