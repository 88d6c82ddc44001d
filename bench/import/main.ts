/**
 * Measures the import of large reports of other tools: `node --conditions=sekisho-source bench/import/main.ts [NAME]`.
 *
 * Each document is generated, and imported in a process of its own: through the library in batches (what the platform does),
 * and on the command line as a whole into JSON. Time is that of the processor, of the fastest of three runs; memory is the
 * largest resident size. Recognition has to do with the first 64 KiB: it is measured over the start of a document that
 * never ends.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPieces } from "../../packages/sekisho/src/access/filesystem/read-pieces.ts";
import { createYoungGeneration } from "../../packages/sekisho/src/cli/young-generation.ts";
import { sketchDocument, sketchedBytes } from "../../packages/sekisho/src/importers/reading/document-sketch.ts";
import { isRecognised, recogniseDocument } from "../../packages/sekisho/src/importers/reading/recognise-document.ts";
import { importers, openImport } from "../../packages/sekisho/src/scan/import/import-reports.ts";
import { writeCycloneDx, writeHadolintReport, writeTrivyReport } from "./documents.ts";

const megabyte = 1_048_576;
const runs = 3;

const cases = [
  {
    name: "trivy",
    tool: "trivy",
    wanted: "4 s, 200 MB",
    write: (path: string) => writeTrivyReport(path, 100 * megabyte),
  },
  {
    name: "cyclonedx",
    tool: "cyclonedx",
    wanted: "20 s, 300 MB",
    write: (path: string) => writeCycloneDx(path, 300_000, 100_000),
  },
  {
    name: "hadolint",
    tool: "hadolint",
    wanted: "none",
    write: (path: string) => writeHadolintReport(path, 100 * megabyte),
  },
] as const;

await main(process.argv.slice(2));

async function main([first, path]: readonly string[]): Promise<void> {
  if (first === "batches" && path !== undefined) await importInBatches(path);
  else runAll(first);
}

function runAll(only: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    for (const one of cases.filter(({ name }) => only === undefined || only === name)) {
      if (!importers.some(({ id }) => id === one.tool)) {
        console.log(`${one.name}: no importer of that name`);
        continue;
      }
      const path = join(folder, `${one.name}.json`);
      one.write(path);
      console.log(`${one.name}: ${(statSync(path).size / megabyte).toFixed(0)} MB; wanted: ${one.wanted}`);
      measureRecognition(path);
      measure("in batches", [import.meta.filename, "batches", path]);
      const commandLine = join(import.meta.dirname, "../../packages/sekisho/src/cli/main.ts");
      measure("command line, JSON", [commandLine, "import", path, "--format", `json=${join(folder, "report.json")}`]);
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(name: string, args: readonly string[]): void {
  let best: { readonly cpuMs: number; readonly peak: number; readonly said: string } | undefined;
  for (let run = 0; run < runs; run++) {
    const measured = join(import.meta.dirname, "measured.ts");
    const child = spawnSync(process.execPath, ["--conditions=sekisho-source", "--import", measured, ...args], {
      encoding: "utf8",
      maxBuffer: 64 * megabyte,
    });
    const told = /^measured (\d+) (\d+)$/m.exec(child.stderr);
    if (told === null) throw new Error(`${name} ended with ${child.status}: ${child.stderr.slice(0, 2000)}`);
    const [cpuMs, peak] = [Number(told[1]), Number(told[2])];
    if (best === undefined || cpuMs < best.cpuMs) best = { cpuMs, peak, said: child.stdout.trim() };
  }
  if (best === undefined) return;
  const said = best.said === "" ? "" : `   ${best.said}`;
  console.log(`  ${name.padEnd(20)} ${(best.cpuMs / 1000).toFixed(2)} s   ${(best.peak / 1024).toFixed(0)} MB${said}`);
}

async function importInBatches(path: string): Promise<void> {
  if (!existsSync(path)) throw new Error(`${path} does not exist`);
  createYoungGeneration().hold();
  const source = { name: "report", open: () => readPieces(path) };
  const opened = await openImport([source]);
  let count = 0;
  for (const { findings } of opened.findings()) count += findings.length;
  opened.close();
  console.log(`${count} findings in ${opened.heads.length} reports`);
}

function measureRecognition(path: string): void {
  const { stdout } = spawnSync("head", ["-c", String(sketchedBytes), path], { maxBuffer: 2 * sketchedBytes });
  let best = Number.POSITIVE_INFINITY;
  let known = "";
  for (let run = 0; run < 20; run++) {
    const begin = performance.now();
    const answer = recogniseDocument(sketchDocument(stdout), importers);
    best = Math.min(best, performance.now() - begin);
    known = isRecognised(answer) ? answer.variant.name : "not recognised";
  }
  console.log(`  recognition          ${best.toFixed(1)} ms in 64 KiB, ${importers.length} importers: ${known}`);
}
