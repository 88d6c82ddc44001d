import { spawn } from "node:child_process";
import type { ServerAccount } from "./server-account.ts";

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number;
  /** The end of what it said. */
  readonly output: string;
}

const maxOutputCharacters = 8192;

/**
 * Runs a program of PostgreSQL to its end, as another user where one is given, away from this process's terminal and its
 * environment: messages are English, and no `PG…` variable of the user gets in.
 */
export function runProgram(
  program: string,
  written: readonly string[],
  account: ServerAccount | undefined,
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, written, {
      ...account,
      cwd: "/",
      // A key press that ends our process group must not end the database before our last words are written to it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC", SystemRoot: process.env["SystemRoot"] },
    });
    let output = "";
    const collect = (piece: Buffer): void => {
      output = `${output}${piece.toString("utf8")}`.slice(-maxOutputCharacters);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    // What the program has started may keep the pipes open: its own end counts.
    child.on("exit", (exitCode) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode: exitCode ?? -1, output });
    });
  });
}
