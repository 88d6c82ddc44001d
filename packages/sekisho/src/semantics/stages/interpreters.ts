import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import { shellDialects } from "../commands/shells.ts";
import type { InterpreterDialect, ShellState } from "./build.ts";

const dialects: ReadonlyMap<string, InterpreterDialect> = new Map<string, InterpreterDialect>([
  ...shellDialects,
  ["powershell", "powershell"],
  ["pwsh", "powershell"],
  ["cmd", "cmd"],
  ["python", "python"],
  ["perl", "perl"],
  ["ruby", "ruby"],
  ["node", "node"],
  ["nodejs", "node"],
  ["php", "php"],
]);

/** The shell of Linux images without SHELL. Source: Dockerfile reference, "SHELL". */
export const linuxShell: ShellState = {
  words: ["/bin/sh", "-c"],
  dialect: "sh",
  hasPipefail: false,
  setBy: undefined,
};

/** The shell of Windows images without SHELL. Source: Dockerfile reference, "SHELL". */
export const windowsShell: ShellState = {
  words: ["cmd", "/S", "/C"],
  dialect: "cmd",
  hasPipefail: false,
  setBy: undefined,
};

/** Gives the language that a program reads: `/usr/bin/python3.12` reads Python. A version behind the name is left out. */
export function dialectOf(program: string): InterpreterDialect {
  const base = program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1).toLowerCase();
  return dialects.get(base.replace(/\.exe$/, "").replace(/[0-9.]+$/, "")) ?? "other";
}

/** Gives the state that a SHELL instruction leaves, or a comment that names a shell. */
export function shellOf(words: readonly string[], setBy: Instruction | undefined): ShellState {
  const program = programOf(words);
  return {
    words,
    dialect: program === undefined ? "other" : dialectOf(program.name),
    hasPipefail: program !== undefined && turnsOnPipefail(words.slice(program.index + 1)),
    setBy,
  };
}

/** Finds the program of a command line behind `env` with its options and assignments. */
export function programOf(words: readonly string[]): { readonly name: string; readonly index: number } | undefined {
  let index = 0;
  if (/(?:^|\/)env$/.test(words[0] ?? "")) {
    index = 1;
    while (/^-|=/.test(words[index] ?? "")) index++;
  }
  const name = words[index];
  return name === undefined ? undefined : { name, index };
}

/** `-o pipefail`, also as the last letter of a cluster: `-euxo pipefail`; `+o` turns it off again. */
function turnsOnPipefail(options: readonly string[]): boolean {
  let isOn = false;
  for (const [index, option] of options.entries()) {
    if (!/^[-+][a-zA-Z]+$/.test(option)) continue;
    if (option.includes("o") && options[index + 1] === "pipefail") isOn = option.startsWith("-");
  }
  return isOn;
}
