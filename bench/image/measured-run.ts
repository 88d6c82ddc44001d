import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one run of a program took, its children included. */
export interface MeasuredRun {
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number;
  /** Largest resident size of one process. */
  readonly peakBytes: number;
}

/** Runs a program to its end under GNU time, its output thrown away. Throws for one that did not end well. */
export async function runMeasured(
  program: string,
  programArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-time-"));
  const report = join(folder, "time");
  try {
    const exitCode = await run(["-q", "-o", report, "-f", "%e %U %S %M", program, ...programArguments], {
      ...process.env,
      ...environment,
    });
    if (exitCode !== 0) throw new Error(`${program}: expected exit code 0, got ${exitCode}`);
    const [wall = 0, user = 0, system = 0, kibibytes = 0] = readFileSync(report, "utf8").trim().split(" ").map(Number);
    return { wallMs: wall * 1000, cpuMs: (user + system) * 1000, peakBytes: kibibytes * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(timeArguments: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn("/usr/bin/time", timeArguments, { env: environment, stdio: "ignore" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 2));
  });
}
