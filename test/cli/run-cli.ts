import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../packages/sekisho/src/cli/main.ts", import.meta.url));

/** A temporary folder that the command line works in. */
export interface Workplace {
  readonly folder: string;
  write(path: string, content: string | Uint8Array): void;
  remove(): void;
}

/** How a call ended. */
export interface CallResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errorOutput: string;
}

/** What a call is run with. */
export interface CallSettings {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Makes an empty folder below the system's temporary one. */
export function createWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-cli-"));
  return {
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs the command line from its sources, in a folder and with an environment that holds nothing of the machine's. */
export function callCli(
  workplace: Workplace,
  written: readonly string[],
  settings: CallSettings = {},
): Promise<CallResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...written], {
      cwd: workplace.folder,
      env: { PATH: process.env["PATH"], HOME: workplace.folder, LANG: "C.UTF-8", ...settings.environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    let errorOutput = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errorOutput += chunk;
    });
    child.on("error", reject);
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal, output, errorOutput }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(settings.input ?? "");
  });
}
