import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median } from "../measure-process.ts";
import { type MeasuredRun, runMeasured } from "./measured-run.ts";

/**
 * Compares the scan of a large image with Trivy's: packages alone and with secrets, with an empty and with a filled cache.
 * Aims: packages 1.7 times as fast in at most 200 MB, with secrets 2.5 times, from the cache 10 times and at most 0.3 s,
 * with checks and advisories at most 1 s; the reader of layers 75 % of the speed of `gzip -dc | sha256sum`.
 *
 *   npm run build && node bench/image/scan.ts FOLDER [--trivy PATH] [--cli PATH] [--runs N]
 *
 * FOLDER is that of bench/image/make-images.sh; --cli takes another build than that of this tree. Runs alternate. CPU time
 * is printed beside wall time: it tells more on a machine that has other work.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { trivy: { type: "string" }, cli: { type: "string" }, runs: { type: "string", default: "3" } },
});
const [folder] = positionals;
const layout = resolve(folder ?? ".", "large");
const built = fileURLToPath(new URL("../../packages/sekisho/dist/cli.cjs", import.meta.url));
const commandLine = values.cli ?? built;

if (folder === undefined || !existsSync(join(layout, "index.json"))) {
  console.error(
    `expected a folder with the OCI layout "large" in it (bench/image/make-images.sh), got ${folder ?? "none"}`,
  );
  process.exitCode = 2;
} else if (!existsSync(commandLine)) {
  console.error(`expected the built command line at ${commandLine}: npm run build`);
  process.exitCode = 2;
} else await measureAll(Number(values.runs));

interface Row {
  readonly name: string;
  readonly aim: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly usesCache: boolean;
}

async function measureAll(runs: number): Promise<void> {
  const image = `oci:${layout}`;
  // By itself Trivy gives up after five minutes, which a machine with other work may need.
  const offline = [
    "--timeout",
    "60m",
    "--offline-scan",
    "--skip-db-update",
    "--skip-java-db-update",
    "--skip-files",
    "**/*.jar",
  ];
  const theirSbom = ["image", "--input", layout, "--format", "cyclonedx", ...offline];
  const theirSecrets = ["image", "--input", layout, "--scanners", "secret", "--format", "json", ...offline];
  const sbom = ["sbom", image, "--quiet"];
  const rows: readonly Row[] = [
    { name: "packages, cold", aim: "1.7, 200 MB", ours: sbom, theirs: theirSbom, usesCache: false },
    {
      name: "packages and secrets, cold",
      aim: "2.5",
      ours: ["scan", image, "--quiet", "--format", "json", "--without", "checks"],
      theirs: theirSecrets,
      usesCache: false,
    },
    { name: "packages, from the cache", aim: "10, 0.3 s", ours: sbom, theirs: theirSbom, usesCache: true },
    {
      // Theirs looks for secrets alone: without a network it has no advisories to match.
      name: "everything, from the cache",
      aim: "1 s",
      ours: ["scan", image, "--quiet", "--format", "json"],
      theirs: theirSecrets,
      usesCache: true,
    },
  ];
  console.log(`${cpus().length} cores, Node ${process.versions.node}, ${runs} runs each in turn, medians`);
  console.log("what                          whose     wall s    CPU s   peak MB   times as fast: wall, CPU (aim)");
  for (const row of rows) await measureRow(row, runs);
  await measureReader(runs);
}

async function measureRow(row: Row, runs: number): Promise<void> {
  const folders = { ours: makeFolder(), theirs: makeFolder() };
  const ours: MeasuredRun[] = [];
  const theirs: MeasuredRun[] = [];
  const runOurs = () =>
    runMeasured(process.execPath, [commandLine, ...row.ours], { XDG_CACHE_HOME: folders.ours, NO_COLOR: "1" });
  const { trivy } = values;
  const runTheirs = async (): Promise<readonly MeasuredRun[]> =>
    trivy === undefined ? [] : [await runMeasured(trivy, [...row.theirs, "--cache-dir", folders.theirs], {})];
  if (row.usesCache) await Promise.all([runOurs(), runTheirs()]);
  for (let run = 0; run < runs; run++) {
    if (!row.usesCache) for (const cache of Object.values(folders)) emptyFolder(cache);
    ours.push(await runOurs());
    theirs.push(...(await runTheirs()));
  }
  for (const cache of Object.values(folders)) rmSync(cache, { recursive: true, force: true });
  const ratio = (of: (run: MeasuredRun) => number): string =>
    theirs.length === 0 ? "-" : (median(theirs.map(of)) / median(ours.map(of))).toFixed(1);
  print(row.name, "sekisho", ours, `${ratio(({ wallMs }) => wallMs)}, ${ratio(({ cpuMs }) => cpuMs)} (${row.aim})`);
  if (theirs.length > 0) print(row.name, "trivy", theirs, "");
}

/** Measures the reader alone on the largest layer; see bench/layer-reader.ts. */
async function measureReader(runs: number): Promise<void> {
  const blobs = join(layout, "blobs", "sha256");
  const [largest = ""] = readdirSync(blobs).toSorted(
    (left, right) => statSync(join(blobs, right)).size - statSync(join(blobs, left)).size,
  );
  const file = join(blobs, largest);
  // The pipe has no way to say that it read nothing: the bytes are those of gzip.
  if (readFileSync(file).readUInt16BE(0) !== 0x1f8b) return;
  const script = fileURLToPath(new URL("../layer-reader.ts", import.meta.url));
  const ours: MeasuredRun[] = [];
  const theirs: MeasuredRun[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(await runMeasured(process.execPath, [script, file, "1", "read"], {}));
    theirs.push(await runMeasured("sh", ["-c", 'gzip -dc "$0" | sha256sum', file], {}));
  }
  const share = (of: (run: MeasuredRun) => number): string =>
    `${((median(theirs.map(of)) / median(ours.map(of))) * 100).toFixed(0)} %`;
  print("reader alone", "sekisho", ours, `${share(({ wallMs }) => wallMs)}, ${share(({ cpuMs }) => cpuMs)} (75 %)`);
  print("reader alone", "gzip", theirs, "");
}

function print(what: string, whose: string, runs: readonly MeasuredRun[], ratios: string): void {
  const seconds = (of: (run: MeasuredRun) => number): string => (median(runs.map(of)) / 1000).toFixed(2).padStart(9);
  const peak = (Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0).padStart(9);
  const times = `${seconds(({ wallMs }) => wallMs)}${seconds(({ cpuMs }) => cpuMs)}${peak}`;
  console.log(`${what.padEnd(28)}  ${whose.padEnd(8)}${times}   ${ratios}`);
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), "sekisho-bench-"));
}

function emptyFolder(path: string): void {
  for (const name of readdirSync(path)) {
    // What V8 has compiled stays: a first run on a machine is measured by bench/startup.ts.
    if (name !== "sekisho") rmSync(join(path, name), { recursive: true, force: true });
    else rmSync(join(path, name, "images"), { recursive: true, force: true });
  }
}
