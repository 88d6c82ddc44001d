import { frameworks } from "../../compliance/controls-of.ts";
import { catalogue } from "../../scan/catalogue.ts";
import type { Call } from "../arguments.ts";
import { commands, globalOptions, shells } from "../command-table.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { bashScript } from "../output/completion/bash.ts";
import { fishScript } from "../output/completion/fish.ts";
import { zshScript } from "../output/completion/zsh.ts";
import type { Terminal } from "../terminal.ts";

const writers = { bash: bashScript, fish: fishScript, zsh: zshScript } as const;

/** Prints the completion script of a shell. */
export async function runCompletion(call: Call, terminal: Terminal): Promise<ExitCode> {
  const shell = shells.find((name) => name === call.operands[0]) ?? "bash";
  const script = writers[shell]({
    commands,
    globalOptions,
    rules: catalogue.map((check) => check.id),
    frameworks: frameworks.map((framework) => framework.id),
    language: terminal.language,
  });
  await terminal.write(script);
  return exitCodes.done;
}
