import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a program took. */
export interface ProcessRun {
  readonly wallMs: number;
  /** Largest resident size that was seen; `undefined` where /proc does not tell. */
  readonly peakMebibytes: number | undefined;
  /** Processor time of all threads, which other work on the machine changes little; `undefined` where /proc does not tell. */
  readonly cpuMs: number | undefined;
  readonly exitCode: number;
}

/** A program to run, with its output thrown away. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After so long it is ended; its run then took this time. */
  readonly maxMs?: number;
}

/** How a program compares with a peer, run in turn (A B A B …) so that a drifting machine hits both. */
export interface Comparison {
  readonly ours: Summary;
  readonly theirs: Summary;
  /** Median of the ratios theirs / ours, pair by pair: above 1 we are faster. */
  readonly timesFaster: number;
}

/** Medians over the counted runs. */
export interface Summary {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly peakMebibytes: number | undefined;
  readonly minCpuMs: number | undefined;
}

/** Runs a program once as a whole process. */
export function runProcess(program: Program): Promise<ProcessRun> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const child = spawn(program.command, program.args, {
      stdio: ["ignore", "ignore", "ignore"],
      cwd: program.cwd,
      env: { ...process.env, ...program.env },
      ...(program.maxMs === undefined ? {} : { timeout: program.maxMs }),
    });
    let peakMebibytes: number | undefined;
    let cpuMs: number | undefined;
    // The kernel keeps the high-water mark and the sum of times, so the last reading before the end is all but exact.
    const poll = setInterval(() => {
      peakMebibytes = readPeak(child.pid) ?? peakMebibytes;
      cpuMs = readCpuTime(child.pid) ?? cpuMs;
    }, 5);
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(poll);
      const exitCode = code ?? 1;
      // 2 and 3: the call was refused, or something was not examined. That is quick, and says nothing.
      if (exitCode > 1) reject(new Error(`${program.name}: expected exit code 0 or 1, got ${exitCode}`));
      else resolve({ wallMs: performance.now() - startedMs, peakMebibytes, cpuMs, exitCode });
    });
  });
}

/** Runs a program several times after one warm-up. */
export async function measure(program: Program, runs: number): Promise<Summary> {
  await runProcess(program);
  const results: ProcessRun[] = [];
  for (let run = 0; run < runs; run++) results.push(await runProcess(program));
  return summarize(program, results);
}

/** Runs two programs in turn after one warm-up of each. */
export async function compare(ours: Program, theirs: Program, runs: number): Promise<Comparison> {
  await runProcess(ours);
  await runProcess(theirs);
  const ourRuns: ProcessRun[] = [];
  const theirRuns: ProcessRun[] = [];
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const our = await runProcess(ours);
    const their = await runProcess(theirs);
    ourRuns.push(our);
    theirRuns.push(their);
    ratios.push(their.wallMs / our.wallMs);
  }
  return { ours: summarize(ours, ourRuns), theirs: summarize(theirs, theirRuns), timesFaster: median(ratios) };
}

/** Writes a summary as one line. */
export function formatSummary(summary: Summary): string {
  const peak = summary.peakMebibytes === undefined ? "" : `   peak ${summary.peakMebibytes.toFixed(0)} MiB`;
  const cpu = summary.minCpuMs === undefined ? "" : `   CPU ${summary.minCpuMs.toFixed(0)} ms`;
  const spread = `(${summary.minMs.toFixed(0)}–${summary.maxMs.toFixed(0)})`;
  return `${summary.name.padEnd(28)} ${summary.medianMs.toFixed(1).padStart(8)} ms ${spread}${peak}${cpu}`;
}

/** Gives the middle value; 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function summarize(program: Program, runs: readonly ProcessRun[]): Summary {
  const times = runs.map((run) => run.wallMs);
  const peaks = runs.flatMap((run) => (run.peakMebibytes === undefined ? [] : [run.peakMebibytes]));
  const cpuTimes = runs.flatMap((run) => (run.cpuMs === undefined ? [] : [run.cpuMs]));
  return {
    name: program.name,
    medianMs: median(times),
    minMs: Math.min(...times),
    maxMs: Math.max(...times),
    peakMebibytes: peaks.length === 0 ? undefined : Math.max(...peaks),
    minCpuMs: cpuTimes.length === 0 ? undefined : Math.min(...cpuTimes),
  };
}

function readPeak(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    // The process has just ended, or this system has no /proc: the last reading stands.
    return undefined;
  }
}

/** Linux counts in ticks of 10 ms on every machine that Node runs on. Source: proc_pid_stat(5), fields 14 and 15. */
const tickMs = 10;

function readCpuTime(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in parentheses and may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return undefined;
  }
}
