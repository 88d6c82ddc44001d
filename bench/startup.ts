/**
 * How long the built command line takes from start to end: the version, and one small Dockerfile; with a compile cache
 * that is there already (every run but the first) and without (the first run on a machine). Beside it: node doing
 * nothing, which no command line in Node beats, and hadolint when it is on PATH.
 *
 * Build first: `npm run build`. Then `node bench/startup.ts [RUNS]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dockerfileNumber } from "./dockerfile-corpus.ts";
import { compare, formatSummary, measure, type Program, type Summary } from "./measure-process.ts";
import { findProgram } from "./peer.ts";

const versionBudgetMs = 80;
const scanBudgetMs = 150;

const runs = Number(process.argv[2] ?? 15);
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-startup-"));
writeFileSync(join(folder, "Dockerfile"), dockerfileNumber(0));

function call(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Program {
  return { name, command: process.execPath, args: [cli, ...args], cwd: folder, env };
}

function judge(summary: Summary, budgetMs: number): void {
  const verdict = summary.medianMs <= budgetMs ? "within" : "OVER";
  console.log(`${formatSummary(summary)}   ${verdict} ${budgetMs} ms`);
}

// The cache is kept below TMPDIR; without one, everything is compiled as on the first run of a machine.
const warm = { TMPDIR: folder };
const cold = { NODE_DISABLE_COMPILE_CACHE: "1" };
const scan = call("scan, warm", ["scan", "Dockerfile"], warm);
console.log(formatSummary(await measure({ name: "node -e 0", command: process.execPath, args: ["-e", "0"] }, runs)));
judge(await measure(call("--version, warm", ["--version"], warm), runs), versionBudgetMs);
judge(await measure(call("--version, cold", ["--version"], cold), runs), versionBudgetMs);
judge(await measure(scan, runs), scanBudgetMs);
judge(await measure(call("scan, cold", ["scan", "Dockerfile"], cold), runs), scanBudgetMs);

const hadolint = findProgram("hadolint");
if (hadolint === undefined) {
  console.log("hadolint is not on PATH: no ratio");
} else {
  const theirs: Program = { name: "hadolint", command: hadolint, args: ["Dockerfile"], cwd: folder };
  const comparison = await compare(scan, theirs, runs);
  console.log(formatSummary(comparison.theirs));
  console.log(`one small file: sekisho takes ${(1 / comparison.timesFaster).toFixed(1)} times as long as hadolint`);
}
rmSync(folder, { recursive: true });
