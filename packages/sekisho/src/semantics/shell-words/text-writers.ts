import type { Redirect, Script, SimpleCommand } from "../../formats/shell/syntax.ts";
import { visitScript } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { nameOfCommand } from "./only-command.ts";

const toFile: ReadonlySet<string> = new Set([">", ">>", ">|", "&>", "&>>"]);

/**
 * Gives the calls of echo and printf that write their text into a file or hand it to another program: what looks like an
 * expansion in single quotes is then code for somebody else, such as a line of a profile.
 */
export function textWriters(script: Script): ReadonlySet<SimpleCommand> {
  const writers = new Set<SimpleCommand>();
  let writtenUntil = 0;
  visitScript(script, {
    command(command, { pipeline }) {
      const isWritten = "redirects" in command && command.redirects.some(isToFile);
      if (command.kind !== "simple") {
        if (isWritten) writtenUntil = Math.max(writtenUntil, command.end);
        return;
      }
      const name = nameOfCommand(command);
      if (name === undefined || !/^(?:.*\/)?(?:echo|printf)$/.test(name)) return;
      const isPiped = pipeline !== undefined && pipeline.index < pipeline.length - 1;
      if (isWritten || isPiped || command.start < writtenUntil) writers.add(command);
    },
  });
  return writers;
}

function isToFile({ operator, target }: Redirect): boolean {
  return toFile.has(operator) && literalOf(target) !== "/dev/null";
}
