/**
 * How long the built command line takes from start to end: the version, and one Dockerfile; with compiled code that is
 * there already (every run but the first four) and without (the first run on a machine). Beside it: node doing nothing,
 * which no command line in Node beats, and hadolint when it is on PATH, for each shape of the corpus that it can parse.
 *
 * Build first: `npm run build`. Then `node bench/startup.ts [RUNS]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dockerfileNumber } from "./dockerfile-corpus.ts";
import { compare, formatSummary, measure, type Program, runProcess, type Summary } from "./measure-process.ts";
import { findProgram } from "./peer.ts";

const versionBudgetMs = 80;
const scanBudgetMs = 150;

const runs = Number(process.argv[2] ?? 15);
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-startup-"));
/** hadolint 2.15.1 ends at the heredoc of the fourth shape: it is left out. */
const shapes = ["node", "python", "go"] as const;
for (const [index, shape] of shapes.entries())
  writeFileSync(join(folder, `Dockerfile.${shape}`), dockerfileNumber(index));

function call(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Program {
  return { name, command: process.execPath, args: [cli, ...args], cwd: folder, env };
}

function judge(summary: Summary, budgetMs: number): void {
  const verdict = summary.medianMs <= budgetMs ? "within" : "OVER";
  console.log(`${formatSummary(summary)}   ${verdict} ${budgetMs} ms`);
}

/** Runs of each set of chunks that add to the compiled code: chunk-loader.ts. */
const learningRuns = 4;
const warm = { NODE_COMPILE_CACHE: folder };
const cold = { NODE_DISABLE_COMPILE_CACHE: "1" };
const scans = shapes.map((shape) => call(`scan ${shape}, warm`, ["scan", `Dockerfile.${shape}`], warm));
for (let run = 0; run < learningRuns; run++) for (const scan of scans) await runProcess(scan);
console.log(formatSummary(await measure({ name: "node -e 0", command: process.execPath, args: ["-e", "0"] }, runs)));
judge(await measure(call("--version, warm", ["--version"], warm), runs), versionBudgetMs);
judge(await measure(call("--version, cold", ["--version"], cold), runs), versionBudgetMs);
for (const scan of scans) judge(await measure(scan, runs), scanBudgetMs);
judge(await measure(call("scan node, cold", ["scan", "Dockerfile.node"], cold), runs), scanBudgetMs);

const hadolint = findProgram("hadolint");
if (hadolint === undefined) {
  console.log("hadolint is not on PATH: no ratio");
} else {
  for (const [index, shape] of shapes.entries()) {
    const ours = scans[index];
    if (ours === undefined) continue;
    const args = [`Dockerfile.${shape}`];
    const theirs: Program = { name: `hadolint ${shape}`, command: hadolint, args, cwd: folder };
    const comparison = await compare(ours, theirs, runs);
    console.log(formatSummary(comparison.theirs));
    console.log(`${shape}: sekisho takes ${(1 / comparison.timesFaster).toFixed(2)} times as long as hadolint`);
  }
}
rmSync(folder, { recursive: true });
