import type { Script } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "../commands/calls.ts";
import type { ShellState } from "../stages/build.ts";

/** Tells whether a script ends at the first command that fails: by `set -e` anywhere in it, its first line, or SHELL. */
export function stopsOnErrors(script: Script, calls: readonly CommandCall[], shell: ShellState): boolean {
  if (shell.words.slice(1).some(isErrorExitOption) || shell.words.includes("errexit")) return true;
  if (script.text.startsWith("#!") && firstLine(script.text).split(/\s+/).slice(1).some(isErrorExitOption)) return true;
  return calls.some(
    ({ name, args }) => name === "set" && args.some(({ text }) => isErrorExitOption(text) || text === "errexit"),
  );
}

function isErrorExitOption(option: string): boolean {
  return /^-[a-zA-Z]*e[a-zA-Z]*$/.test(option);
}

function firstLine(text: string): string {
  return text.slice(0, (text.indexOf("\n") + 1 || text.length + 1) - 1);
}
