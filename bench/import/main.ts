/**
 * Measures the import of large reports of other tools: `node --conditions=sekisho-source bench/import/main.ts [NAME]`.
 *
 * Each document is generated, and imported in a process of its own by code that is built as it is published: through the
 * library in batches (what the platform does), and on the command line into JSON. Beside it stands the time that Node takes to
 * do no more than parse the same bytes: how busy the machine is shows in both. Time is that of the processor, of the fastest
 * of three runs; memory is the largest resident size. Recognition has to do with the first 64 KiB.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { sketchDocument, sketchedBytes } from "../../packages/sekisho/src/importers/reading/document-sketch.ts";
import { isRecognised, recogniseDocument } from "../../packages/sekisho/src/importers/reading/recognise-document.ts";
import { importers } from "../../packages/sekisho/src/scan/import/import-reports.ts";
import { bundleCommandLine } from "../../tools/bundle-command-line.ts";
import { writeCycloneDx, writeHadolintReport, writeTrivyReport } from "./documents.ts";

const megabyte = 1_048_576;
const runs = 3;
const parseAlone = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';

const cases = [
  {
    name: "trivy",
    wanted: "4 s, 200 MB",
    write: (path: string) => writeTrivyReport(path, 100 * megabyte),
  },
  {
    name: "cyclonedx",
    wanted: "20 s, 300 MB",
    write: (path: string) => writeCycloneDx(path, 300_000, 100_000),
  },
  {
    name: "hadolint",
    wanted: "none",
    write: (path: string) => writeHadolintReport(path, 100 * megabyte),
  },
] as const;

await runAll(process.argv[2]);

async function runAll(only: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    const batches = join(folder, "batches.mjs");
    await build({
      input: join(import.meta.dirname, "batches.ts"),
      platform: "node",
      output: { file: batches, codeSplitting: false },
    });
    await bundleCommandLine(folder);
    for (const one of cases.filter(({ name }) => only === undefined || only === name)) {
      const path = join(folder, `${one.name}.json`);
      one.write(path);
      console.log(`${one.name}: ${(statSync(path).size / megabyte).toFixed(0)} MB; wanted: ${one.wanted}`);
      measureRecognition(path);
      measure("JSON.parse alone", ["-e", parseAlone, path]);
      measure("in batches", [batches, path]);
      const report = join(folder, "report.json");
      measure("command line, JSON", [join(folder, "cli.cjs"), "import", path, "--format", `json=${report}`]);
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
    const child = spawnSync(process.execPath, ["--import", measured, ...args], {
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
