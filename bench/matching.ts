/**
 * Measures the matching of packages with advisories: `node bench/matching.ts [DATA_FOLDER]`.
 *
 * Without a folder, on the database that comes with the program. With one, of JSON Lines below `vuln/` and `enrich/`,
 * on the database that they make. Every case runs in a process of its own, several times, and the least CPU time counts:
 * `cold` is the first match after the database was opened, with nothing read and nothing compiled yet, `warm` a later
 * one. The promises: 1,000 packages in at most 50 ms, 300,000 components of an SBOM in at most 5 s and 300 MB.
 *
 * Where the cold time of the first case goes: reading takes 5 ms (47 blocks: 3.7 ms to inflate, 1.1 ms to hash); the rest
 * is code that runs for the first time, a half of it to describe the 45 flaws. The command line keeps compiled code.
 */
import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filePath, storeFolder } from "../packages/sekisho/src/access/database/store-folder.ts";
import { BlockCache } from "../packages/sekisho/src/advisories/database/block-cache.ts";
import { RowsReader } from "../packages/sekisho/src/advisories/database/rows-reader.ts";
import { openTableFile } from "../packages/sekisho/src/advisories/database/table-reader.ts";
import { matchInventory } from "../packages/sekisho/src/advisories/matching/match-inventory.ts";
import { readSbom } from "../packages/sekisho/src/importers/sbom/read-sbom.ts";
import type { Inventory } from "../packages/sekisho/src/model/inventory.ts";
import type { Package, PackageType } from "../packages/sekisho/src/model/package.ts";
import { buildDatabase } from "../packages/sekisho/src/scan/database/build-database.ts";
import { feedsInDataFolder } from "../packages/sekisho/src/scan/database/fixtures/data-folder.ts";
import { openStore } from "../packages/sekisho/src/scan/database/open-store.ts";
import { loadSbomWriter } from "../packages/sekisho/src/scan/sbom-formats.ts";

/** What a case is made of. */
interface Case {
  readonly name: string;
  readonly packages: number;
  /** Of every so many packages one has a name that advisories speak of. */
  readonly knownEvery: number;
  /** Kinds of packages, with the ecosystem whose names are taken. */
  readonly kinds: readonly { readonly type: PackageType; readonly ecosystem: string; readonly version: string }[];
  readonly distribution?: { readonly id: string; readonly version: string };
}

const npm = { type: "npm", ecosystem: "npm", version: "2.1.0" } as const;
const python = { type: "pypi", ecosystem: "pypi", version: "2.1.0" } as const;
const go = { type: "golang", ecosystem: "golang", version: "v1.2.0" } as const;
const gem = { type: "gem", ecosystem: "gem", version: "2.1.0" } as const;
const debian = { type: "deb", ecosystem: "debian:11", version: "1:1.0-1" } as const;
const alma = { type: "rpm", ecosystem: "almalinux:9", version: "0:1.0-1.el9" } as const;

const cases: readonly Case[] = [
  { name: "1,000 packages of npm, 1 in 20 known", packages: 1000, knownEvery: 20, kinds: [npm] },
  {
    name: "400 packages of Debian 11, 1 in 2 known, all old",
    packages: 400,
    knownEvery: 2,
    kinds: [debian],
    distribution: { id: "debian", version: "11" },
  },
  {
    name: "400 packages of AlmaLinux 9, 1 in 2 known, all old",
    packages: 400,
    knownEvery: 2,
    kinds: [alma],
    distribution: { id: "almalinux", version: "9.4" },
  },
  {
    name: "1,000 packages of four languages, all known, all old",
    packages: 1000,
    knownEvery: 1,
    kinds: [npm, python, go, gem],
  },
  {
    name: "300,000 packages of four languages, 1 in 50 known",
    packages: 300_000,
    knownEvery: 50,
    kinds: [npm, python, go, gem],
  },
];

const turns = 5;
const noHashes: Package["hashes"] = [];
const foundBy = ["generated"];
const licenses = ["MIT"];

await main(process.argv.slice(2));

async function main([first, mode, place = "", path = ""]: readonly string[]): Promise<void> {
  const subject = cases[Number(place)];
  if (mode === "match" && subject !== undefined) return measureMatching(subject, first ?? "");
  if (mode === "write" && subject !== undefined) return writeSbom(subject, first ?? "", path);
  if (mode === "read") return measureSbom(first ?? "", path);
  if (first === undefined) return runAll(join(import.meta.dirname, "../packages/sekisho/data/demonstration"));
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    await build(first, folder);
    runAll(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runAll(folder: string): void {
  for (const [place, { name, packages }] of cases.entries()) {
    const runs = Array.from({ length: packages > 10_000 ? 2 : turns }, () => runSelf([folder, "match", String(place)]));
    console.log(`${name}: ${runs.toSorted()[0] ?? ""}`);
  }
  const last = cases.length - 1;
  const sbomFolder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    const path = join(sbomFolder, "sbom.json");
    runSelf([folder, "write", String(last), path]);
    const runs = [1, 2].map(() => runSelf([folder, "read", "", path]));
    console.log(`the last as an SBOM in CycloneDX: ${runs.toSorted()[0] ?? ""}`);
  } finally {
    rmSync(sbomFolder, { recursive: true, force: true });
  }
}

function runSelf(args: readonly string[]): string {
  // The young generation keeps its size, as in the command line where there is much to read.
  const flags = ["--semi-space-growth-factor=1"];
  const run = spawnSync(process.execPath, [...flags, import.meta.filename, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim();
}

async function measureMatching(subject: Case, folder: string): Promise<void> {
  const inventory = await generate(subject, folder);
  const before = megabytesAtMost();
  const { store } = await openStore({ folder });
  const cold = cpuMs();
  const { vulnerabilities } = matchInventory(inventory, store);
  const coldMs = cpuMs() - cold;
  let warmMs = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < (subject.packages > 10_000 ? 0 : turns); turn++) {
    const { store: again } = await openStore({ folder });
    const start = cpuMs();
    matchInventory(inventory, again);
    warmMs = Math.min(warmMs, cpuMs() - start);
    again.close();
  }
  store.close();
  const warm = Number.isFinite(warmMs) ? `, warm ${warmMs.toFixed(1)} ms` : "";
  const memory = `${megabytesAtMost()} MB at most, ${before} MB of it before`;
  console.log(`${padded(coldMs)} ms cold${warm}, ${vulnerabilities.length} flaws, ${memory}`);
}

async function writeSbom(subject: Case, folder: string, path: string): Promise<void> {
  const write = await loadSbomWriter("cyclonedx");
  const inventory = await generate(subject, folder);
  writeFileSync(path, [...write(inventory, { producer: { name: "sekisho", version: "0" } })].join(""));
}

async function measureSbom(folder: string, path: string): Promise<void> {
  const start = cpuMs();
  const inventory = await readSbom(createReadStream(path, { highWaterMark: 262_144 }), { name: path });
  const read = cpuMs();
  const { store } = await openStore({ folder });
  const { vulnerabilities } = matchInventory(inventory, store);
  const matched = cpuMs();
  store.close();
  console.log(
    `${padded(matched - start)} ms, ${(matched - read).toFixed(0)} ms of it matching, ${vulnerabilities.length} flaws, ${megabytesAtMost()} MB at most`,
  );
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function megabytesAtMost(): number {
  return Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
}

/** So that runs sort as texts. */
function padded(milliseconds: number): string {
  return milliseconds.toFixed(1).padStart(8);
}

async function generate(subject: Case, folder: string): Promise<Inventory> {
  const names = await Promise.all(subject.kinds.map(({ ecosystem }) => namesIn(folder, ecosystem)));
  const packages = Array.from({ length: subject.packages }, (_none, turn): Package => {
    const kind = turn % subject.kinds.length;
    const round = Math.floor(turn / subject.kinds.length);
    const { type, version } = subject.kinds[kind] ?? npm;
    const known = names[kind] ?? [];
    const isKnown = round % subject.knownEvery === 0 && known.length > 0;
    // A large prime, so that names of every letter come.
    const name = isKnown ? (known[(round * 7919) % known.length] ?? "") : `package-${round}`;
    return packageOf(type, name, isKnown ? version : `${round % 20}.${round % 7}.0`, turn);
  });
  const { distribution } = subject;
  return {
    target: { kind: "filesystem", name: "generated" },
    origin: { format: "scan" },
    ...(distribution === undefined ? {} : { distribution: { ...distribution, idLike: [] } }),
    packages,
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

function packageOf(type: PackageType, name: string, version: string, turn: number): Package {
  const slash = name.lastIndexOf("/");
  const namespace = slash === -1 || type === "deb" ? undefined : name.slice(0, slash);
  const purl = `pkg:${type}/${name.replaceAll("@", "%40")}@${version}`;
  return {
    id: purl,
    purl,
    type,
    ...(namespace === undefined ? {} : { namespace }),
    name: namespace === undefined ? name : name.slice(slash + 1),
    version,
    licenses,
    hashes: noHashes,
    foundBy,
    confidence: "certain",
    locations: [{ path: `srv/${turn}/package.json` }],
    dependsOn: [],
  };
}

/** Every name that some source speaks of. */
async function namesIn(folder: string, ecosystem: string): Promise<readonly string[]> {
  const { store, manifest } = await openStore({ folder });
  store.close();
  const names = new Set<string>();
  for (const part of manifest.parts) {
    if (part.kind !== "rows" || part.ecosystem !== ecosystem) continue;
    const bytes = readFileSync(filePath(storeFolder(folder), part.digest));
    const file = openTableFile((offset, length) => bytes.subarray(offset, offset + length), part, new BlockCache(1e6));
    for (const name of new RowsReader(file, part).packages()) names.add(name);
  }
  return [...names].toSorted();
}

async function build(dataFolder: string, folder: string): Promise<void> {
  await buildDatabase(feedsInDataFolder(dataFolder), {
    folder: storeFolder(folder),
    now: () => new Date("2026-01-01T00:00:00Z"),
    keepsOthers: false,
    wants: () => true,
    texts: "all",
  });
}
