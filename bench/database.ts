/**
 * Measures the advisory database: building, memory, size, opening, lookups.
 *
 * `node bench/database.ts [DATA_FOLDER]`. Without a folder, opening and lookups alone, on the database that comes with
 * the program, and the building of generated rows, half a million and two million. With one, of JSON Lines below `vuln/`
 * and `enrich/`, it is built too, with all texts, and its size is compared with that of the unpacked documents. The
 * promises: opening at most 20 ms, a size of at most a quarter, building at most 60 s, memory that does not grow with
 * the rows but with the names in them, lookups of a few microseconds. What is built is built in a process of its own.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { storeFolder } from "../packages/sekisho/src/access/database/store-folder.ts";
import type { Feed } from "../packages/sekisho/src/advisories/feeds/define.ts";
import { defineFeed } from "../packages/sekisho/src/advisories/feeds/define.ts";
import * as feeds from "../packages/sekisho/src/advisories/feeds/registry.ts";
import type { VulnerabilityStore } from "../packages/sekisho/src/advisories/vulnerability-store.ts";
import { buildDatabase, type FeedInput } from "../packages/sekisho/src/scan/database/build-database.ts";
import { openStore } from "../packages/sekisho/src/scan/database/open-store.ts";

const fetchedAt = "2026-01-01T00:00:00Z";

await main(process.argv.slice(2));

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === "--build") return buildInThisProcess(rest);
  const dataFolder = first;
  await measureOpening(undefined, "the demonstration");
  await measureLookups(undefined);
  if (dataFolder !== undefined) {
    await inFolder(async (folder) => {
      measureBuilding(["data", dataFolder, folder]);
      await measureOpening(folder, "that database");
    });
  }
  for (const rows of [500_000, 2_000_000]) {
    await inFolder((folder) => Promise.resolve(measureBuilding(["generated", String(rows), folder])));
  }
}

/** Builds in another process, which prints what it took. */
function measureBuilding(what: readonly string[]): void {
  process.stdout.write(execFileSync(process.execPath, [import.meta.filename, "--build", ...what]));
}

async function buildInThisProcess([what, from = "", folder = ""]: readonly string[]): Promise<void> {
  if (what === "data") await buildData(from, folder);
  else await buildGenerated(Number(from), folder);
}

/** In processes of their own: the first opening is what a user waits for. */
async function measureOpening(folder: string | undefined, what: string): Promise<void> {
  const module = join(import.meta.dirname, "../packages/sekisho/src/scan/database/open-store.ts");
  const script = `const { openStore } = await import(${JSON.stringify(module)});
const start = performance.now();
const { store } = await openStore({ folder: ${JSON.stringify(folder) ?? "undefined"} });
const opened = performance.now();
store.rowsOf("npm", "lodash");
console.log(JSON.stringify([opened - start, performance.now() - opened]));`;
  const runs = Array.from({ length: 11 }, (): readonly unknown[] => {
    const printed: unknown = JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script]).toString(),
    );
    return Array.isArray(printed) ? printed : [];
  });
  console.log(
    `${what}: opened in ${median(runs, 0)} ms, first lookup ${median(runs, 1)} ms (median of ${runs.length} new processes)`,
  );
  await Promise.resolve();
}

function median(runs: readonly (readonly unknown[])[], place: number): string {
  const sorted = runs.map((run) => Number(run[place])).sort((left, right) => left - right);
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(1);
}

async function measureLookups(folder: string | undefined): Promise<void> {
  const { store } = await openStore({ folder });
  const names = ["golang", "npm", "pypi", "maven", "bitnami", "cargo", "gem", "composer"];
  const absent = time(300_000, (turn) => store.rowsOf(names[turn % names.length] ?? "", `no-such-package-${turn}`));
  const present = presentNames(store);
  const first = time(present.length, (turn) => store.rowsOf("almalinux:9", present[turn] ?? ""));
  const again = time(present.length, (turn) => store.rowsOf("almalinux:9", present[turn] ?? ""));
  const ids = present.flatMap((name) => store.rowsOf("almalinux:9", name).map(({ advisory }) => advisory));
  const advisories = time(ids.length, (turn) => store.findAdvisory("osv-almalinux", ids[turn] ?? ""));
  const aliases = time(ids.length, (turn) => store.aliasesOf(ids[turn] ?? ""));
  console.log(`a package without advisories: ${absent} µs`);
  console.log(`a package with advisories: ${first} µs, again ${again} µs (${present.length} packages)`);
  console.log(
    `an advisory with its texts: ${advisories} µs; the aliases of one: ${aliases} µs (${ids.length} advisories)`,
  );
  store.close();
}

/** Names that errata of one release are about. */
function presentNames(store: VulnerabilityStore): readonly string[] {
  const wanted = [
    "kernel",
    "openssl",
    "bash",
    "curl",
    "glibc",
    "httpd",
    "nginx",
    "nodejs",
    "perl",
    "php",
    "postgresql",
  ];
  const parts = [
    "",
    "-libs",
    "-devel",
    "-core",
    "-common",
    "-modules",
    "-server",
    "-tools",
    "-doc",
    "-static",
    "-contrib",
  ];
  return wanted
    .flatMap((name) => parts.map((part) => `${name}${part}`))
    .filter((name) => store.rowsOf("almalinux:9", name).length > 0);
}

function time(turns: number, work: (turn: number) => unknown): string {
  const start = performance.now();
  for (let turn = 0; turn < turns; turn++) work(turn);
  return ((1000 * (performance.now() - start)) / turns).toFixed(1);
}

async function buildData(dataFolder: string, folder: string): Promise<void> {
  const osvFiles = readdirSync(join(dataFolder, "vuln")).filter((name) => name.startsWith("osv-"));
  let unpacked = 0;
  const input = (feed: Feed, files: readonly string[]): FeedInput => ({
    feed,
    origin: { fetchedAt },
    documents: files.map((file) => ({
      context: { path: file },
      isLines: file.includes(".jsonl"),
      open: () => {
        const bytes = gunzipSync(readFileSync(join(dataFolder, file)));
        unpacked += bytes.length;
        return [bytes];
      },
    })),
  });
  const inputs = [
    input(
      feeds.osv,
      osvFiles.map((name) => `vuln/${name}`),
    ),
    input(feeds.secdb, ["vuln/alpine-secdb.jsonl.gz"]),
    input(feeds.changelogFixes, ["vuln/debian12-changelog-fixes.jsonl.gz"]),
    input(feeds.core, ["vuln/nodejs-core.jsonl.gz"]),
    input(feeds.interpreters, ["vuln/rubysec-interpreters.jsonl.gz"]),
    input(feeds.severityList, ["enrich/cve-severity.jsonl.gz"]),
    input(feeds.kev, ["enrich/kev.json.gz"]),
  ];
  const { took, bytes, rows } = await build(inputs, folder);
  const share = ((100 * bytes) / unpacked).toFixed(1);
  console.log(
    `${rows} rows and facts of ${mega(unpacked)} built in ${took}: ${mega(bytes)}, ${share} % of the unpacked documents`,
  );
}

/** Two million rows are as many as the feeds of all distributions together have. */
async function buildGenerated(rows: number, folder: string): Promise<void> {
  const generated = defineFeed({
    id: "generated",
    sources: [{ id: "generated", name: "Generated", license: "CC0-1.0" }],
    reads: [],
    open: (_context, sink) => ({
      write: ([turn = 0]) => {
        for (let number = turn * 10_000; number < (turn + 1) * 10_000; number++) {
          const id = `CVE-20${10 + (number % 16)}-${number}`;
          const affected = Array.from({ length: 10 }, (_none, at) => ({
            ecosystem: `sample:${at % 5}`,
            name: `package-${(number * 31 + at) % 40_000}`,
            names: "binary" as const,
            status: "fixed" as const,
            ranges: [{ introduced: "0", fixed: `${number % 9}.${number % 31}.${at}-${number % 7}.el9` }],
            versions: [],
          }));
          sink({
            kind: "advisory",
            advisory: {
              id,
              aliases: [],
              upstream: [],
              source: "generated",
              kind: "vulnerability",
              summary: `flaw ${number}`,
              details: "",
              references: [],
              weaknesses: [],
              severities: [],
              affected,
            },
          });
        }
      },
      end: () => undefined,
    }),
  });
  const pieces = Array.from({ length: rows / 100_000 }, (_none, turn) => Uint8Array.of(turn));
  const documents = pieces.map((piece) => ({ context: { path: "" }, isLines: false, open: () => [piece] }));
  const { took, bytes } = await build([{ feed: generated, origin: { fetchedAt }, documents }], folder);
  console.log(`${rows} generated rows built in ${took}: ${mega(bytes)}`);
}

async function build(inputs: readonly FeedInput[], folder: string) {
  const start = performance.now();
  const result = await buildDatabase(inputs, {
    folder: storeFolder(folder),
    now: () => new Date(fetchedAt),
    keepsOthers: false,
    wants: () => true,
    texts: "all",
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processor = ((userCPUTime + systemCPUTime) / 1e6).toFixed(1);
  const took = `${seconds} s (${processor} s of processor time, ${(maxRSS / 1024).toFixed(0)} MiB resident at most)`;
  const { parts } = result.installation.manifest;
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const rows = parts
    .filter(({ kind }) => kind === "rows" || kind === "flaws")
    .reduce((sum, part) => sum + part.rows, 0);
  return { took, bytes, rows };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mega(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
