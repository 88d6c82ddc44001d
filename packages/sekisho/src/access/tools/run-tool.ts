import { spawn } from "node:child_process";

/** One run of a program of the user. */
export interface ToolRun {
  readonly arguments: readonly string[];
  readonly input: string;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** All that the program sees of the environment; that of this process when left out. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a run ended. */
export type ToolOutcome =
  | { readonly kind: "ended"; readonly exitCode: number; readonly output: string; readonly errorOutput: string }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly reason: "timeout" | "too-much-output" | "killed" | "not-started" };

/**
 * Runs a program found on PATH, without a shell, with a text as its standard input.
 *
 * Never rejects. The program is killed when it takes longer or says more than allowed.
 */
export function runTool(program: string, run: ToolRun): Promise<ToolOutcome> {
  return new Promise((resolve) => {
    const child = spawn(program, run.arguments, {
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      ...(run.environment === undefined ? {} : { env: run.environment }),
    });
    const output: Buffer[] = [];
    const errorOutput: Buffer[] = [];
    let bytes = 0;
    const end = (outcome: ToolOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const stop = (reason: "timeout" | "too-much-output"): void => {
      child.kill("SIGKILL");
      end({ kind: "failed", reason });
    };
    const timer = setTimeout(() => stop("timeout"), run.timeoutMs);
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > run.maxOutputBytes) stop("too-much-output");
      else into.push(chunk);
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      end(error.code === "ENOENT" ? { kind: "missing" } : { kind: "failed", reason: "not-started" });
    });
    child.stdout.on("data", collect(output));
    child.stderr.on("data", collect(errorOutput));
    child.on("close", (exitCode) => {
      if (exitCode === null) return end({ kind: "failed", reason: "killed" });
      const [text, errorText] = [output, errorOutput].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      return end({ kind: "ended", exitCode, output: text ?? "", errorOutput: errorText ?? "" });
    });
    // A program that ends before it has read everything breaks the pipe; its exit code tells the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.input);
  });
}
