/** Loaded before a program: tells at its end the time of the processor in milliseconds and the largest resident size in KiB. */
import { readFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`\nmeasured ${Math.round((userCPUTime + systemCPUTime) / 1000)} ${ownPeak() ?? maxRSS}\n`);
});

/** What `getrusage` tells counts the process that started this one, too: Linux keeps its peak over `exec`. */
function ownPeak(): number | undefined {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return peak === undefined ? undefined : Number(peak);
  } catch {
    // This system has no /proc.
    return undefined;
  }
}
