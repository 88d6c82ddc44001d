import { spawn } from "node:child_process";

/** How a program is run. */
export interface ProgramOptions {
  readonly folder: string;
  /** Its words reach the terminal; they are dropped otherwise, but for errors. */
  readonly isShown: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Runs a program of Node to its end; gives the exit code. */
export function runProgram(words: readonly string[], { folder, isShown, signal }: ProgramOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, {
      cwd: folder,
      signal,
      stdio: ["ignore", isShown ? "inherit" : "ignore", "inherit"],
    });
    child.on("error", reject);
    child.on("exit", (exitCode) => resolve(exitCode ?? 1));
  });
}
