/**
 * Measures the memory and the time that `sekisho detect` takes over a long stream of 1,000 principals, with every detector
 * and 48 Falco rules: `node bench/detection/memory.ts [EVENTS]`. The events are made in a process of their own. Promise: at
 * most 300 MB after 10 million events.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulateCluster } from "../../tools/audit-log/simulate.ts";
import { auditRules } from "./falco-rule-sets.ts";

const main = join(import.meta.dirname, "../../packages/sekisho/src/cli/main.ts");
const pieceLength = 262_144;
const ticksPerSecond = 100;

if (process.argv[2] === "--write") await writeEvents(Number(process.argv[3]));
else await measure(Number(process.argv[2] ?? "10000000"));

async function writeEvents(wanted: number): Promise<void> {
  let piece = "";
  let count = 0;
  for (const event of simulateCluster({ seed: 1, days: 3_650, size: { nodes: 200, people: 300, applications: 500 } })) {
    piece += `${JSON.stringify(event)}\n`;
    count += 1;
    if (piece.length >= pieceLength) {
      if (!process.stdout.write(piece)) await once(process.stdout, "drain");
      piece = "";
    }
    if (count >= wanted) break;
  }
  process.stdout.write(piece);
}

async function measure(wanted: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-memory-"));
  const rules = join(folder, "rules.yaml");
  writeFileSync(rules, auditRules);
  const maker = spawn(process.execPath, [import.meta.filename, "--write", String(wanted)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const detection = spawn(
    process.execPath,
    [main, "detect", "-", "--quiet", "--rules", rules, "--format", `json=${join(folder, "report.json")}`],
    { stdio: ["pipe", "inherit", "inherit"] },
  );
  maker.stdout.pipe(detection.stdin);
  let last: Reading | undefined;
  let shownSeconds = 0;
  const poll = setInterval(() => {
    last = readProcess(detection.pid) ?? last;
    if (last === undefined || last.cpuSeconds - shownSeconds < 20) return;
    shownSeconds = last.cpuSeconds;
    console.log(`after ${shownSeconds.toFixed(0)} s: ${last.mebibytes} MiB, peak ${last.peakMebibytes} MiB`);
  }, 200);
  const code = await new Promise<number | null>((resolve) => {
    detection.once("exit", resolve);
  });
  clearInterval(poll);
  rmSync(folder, { recursive: true });
  if (last === undefined) throw new Error(`expected a run that can be seen in /proc, got exit code ${String(code)}`);
  const rate = Math.round(wanted / last.cpuSeconds).toLocaleString("en");
  console.log(
    `${wanted.toLocaleString("en")} events, exit code ${String(code)}: peak ${last.peakMebibytes} MiB, ${last.cpuSeconds.toFixed(0)} s of all its threads, ${rate} events/s`,
  );
}

interface Reading {
  readonly mebibytes: number;
  readonly peakMebibytes: number;
  readonly cpuSeconds: number;
}

function readProcess(pid: number | undefined): Reading | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const times = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ", 2)[1]?.split(" ") ?? [];
    const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
    const cpuSeconds = (Number(times[11]) + Number(times[12])) / ticksPerSecond;
    const [mebibytes, peakMebibytes] = [of("VmRSS"), of("VmHWM")];
    return Number.isNaN(mebibytes) ? undefined : { mebibytes, peakMebibytes, cpuSeconds };
  } catch {
    // The process has just ended: the last reading stands.
    return undefined;
  }
}
