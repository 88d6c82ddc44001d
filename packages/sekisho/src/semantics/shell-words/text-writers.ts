import type { Script } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import type { CommandCall } from "../commands/calls.ts";

/**
 * Tells whether a call of echo or printf writes its text into a file or hands it to another program: what looks like an
 * expansion in single quotes is then code for somebody else, such as a line of a profile.
 */
export function writesText(script: Script, call: CommandCall): boolean {
  if (call.name !== "echo" && call.name !== "printf") return false;
  if (call.pipeline !== undefined && call.pipeline.index < call.pipeline.length - 1) return true;
  if (call.node.redirects.some(isToFile)) return true;
  return commandsOf(script).some(
    (outer) =>
      outer.kind !== "simple" &&
      "redirects" in outer &&
      outer.redirects.some(isToFile) &&
      outer.start <= call.range.start &&
      call.range.end <= outer.end,
  );
}

function isToFile({
  operator,
  target,
}: {
  readonly operator: string;
  readonly target: Parameters<typeof literalOf>[0];
}): boolean {
  return (
    (operator === ">" || operator === ">>" || operator === ">|" || operator === "&>") &&
    literalOf(target) !== "/dev/null"
  );
}
