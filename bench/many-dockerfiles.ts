/**
 * How long 1,000 Dockerfiles take in one run, and how much memory, beside hadolint when it is on PATH.
 *
 * Build first: `npm run build`. Then `node bench/many-dockerfiles.ts [RUNS]`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dockerfileNumber } from "./dockerfile-corpus.ts";
import { compare, formatSummary, measure } from "./measure-process.ts";
import { findProgram } from "./peer.ts";

const count = 1000;
const runs = Number(process.argv[2] ?? 5);
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
const files: string[] = [];
for (let index = 0; index < count; index++) {
  mkdirSync(join(folder, `service-${index}`));
  files.push(`service-${index}/Dockerfile`);
  writeFileSync(join(folder, `service-${index}`, "Dockerfile"), dockerfileNumber(index));
}

const ours = {
  name: `sekisho, ${count} files`,
  command: process.execPath,
  args: [cli, "scan", ".", "--format", "json"],
  cwd: folder,
};
const hadolint = findProgram("hadolint");
if (hadolint === undefined) {
  console.log(formatSummary(await measure(ours, runs)));
  console.log("hadolint is not on PATH: no ratio");
} else {
  const theirs = {
    name: `hadolint, ${count} files`,
    command: hadolint,
    args: ["--format", "json", ...files],
    cwd: folder,
  };
  const comparison = await compare(ours, theirs, runs);
  console.log(formatSummary(comparison.ours));
  console.log(formatSummary(comparison.theirs));
  console.log(`sekisho is ${comparison.timesFaster.toFixed(2)} times as fast`);
}
rmSync(folder, { recursive: true });
