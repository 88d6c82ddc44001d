/**
 * How long one very large Dockerfile takes as a whole process: 1 MB of instructions, 100,000 continuation lines, and each
 * at twice the size, which shows whether time grows in line with size. Figures: decision records 0021, 0022, 0026 and 0028.
 *
 * Build first: `npm run build`. Then `node bench/large-dockerfile.ts [RUNS]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dockerfileNumber } from "./dockerfile-corpus.ts";
import { formatSummary, measure } from "./measure-process.ts";

const runs = Number(process.argv[2] ?? 3);
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));

for (const [name, text] of [
  ["1 MB", instructionsOf(1_000_000)],
  ["2 MB", instructionsOf(2_000_000)],
  ["100,000 continuation lines", continuationLines(100_000)],
  ["200,000 continuation lines", continuationLines(200_000)],
] as const) {
  const path = join(folder, "Dockerfile");
  writeFileSync(path, text);
  const program = { name, command: process.execPath, args: [cli, "scan", path, "--format", "json"] };
  console.log(formatSummary(await measure(program, runs)));
}
rmSync(folder, { recursive: true });

function instructionsOf(bytes: number): string {
  let text = "";
  for (let index = 0; text.length < bytes; index++) text += dockerfileNumber(index);
  return text;
}

function continuationLines(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => `  && echo line-${index} >> /tmp/out-${index % 7} \\\n`);
  return `FROM debian:12\nRUN true \\\n${lines.join("")}  && true\n`;
}
