/**
 * Measures the writing and reading of an SBOM of many packages: `node bench/sbom.ts [PACKAGES]`, 300,000 when left out.
 *
 * Every format is written and read in a process of its own, so that each has its own largest resident size. The packages
 * are generated: each has a licence, a place and two dependencies. What the inventory itself takes is shown first.
 */
import { spawnSync } from "node:child_process";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSbom } from "../packages/sekisho/src/importers/sbom/read-sbom.ts";
import type { Inventory } from "../packages/sekisho/src/model/inventory.ts";
import type { Package } from "../packages/sekisho/src/model/package.ts";
import { loadSbomWriter, sbomFormats } from "../packages/sekisho/src/scan/sbom-formats.ts";

const megabyte = 1_048_576;
const bufferedUnits = 65_536;
const pieceBytes = 262_144;

await main(process.argv.slice(2));

async function main([first = "300000", mode, format = "", path = ""]: readonly string[]): Promise<void> {
  const count = Number(first);
  if (mode === "write") await measureWriting(count, format, path);
  else if (mode === "read") await measureReading(path);
  else runAll(count);
}

function runAll(count: number): void {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    for (const format of sbomFormats) {
      const path = join(folder, format);
      for (const mode of ["write", "read"]) {
        const args = [import.meta.filename, String(count), mode, format, path];
        const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
        process.stdout.write(`${format} ${mode}: ${status === 0 ? stdout : stderr}`);
      }
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureWriting(count: number, format: string, path: string): Promise<void> {
  const known = sbomFormats.find((name) => name === format);
  if (known === undefined) throw new Error(`expected a format, got ${format}`);
  const write = await loadSbomWriter(known);
  const inventory = generate(count);
  const before = process.resourceUsage().maxRSS / 1024;
  const begin = performance.now();
  const descriptor = openSync(path, "w");
  let gathered = "";
  for (const piece of write(inventory, { producer: { name: "sekisho", version: "0" } })) {
    gathered += piece;
    if (gathered.length < bufferedUnits) continue;
    writeSync(descriptor, gathered);
    gathered = "";
  }
  writeSync(descriptor, gathered);
  closeSync(descriptor);
  console.log(`${report(begin, path)}, ${Math.round(before)} MiB of it with the inventory alone`);
}

async function measureReading(path: string): Promise<void> {
  const begin = performance.now();
  const { packages, diagnostics } = await readSbom(createReadStream(path, { highWaterMark: pieceBytes }), {
    name: path,
  });
  console.log(`${report(begin, path)}, ${packages.length} packages, ${diagnostics.length} diagnostics`);
}

function report(begin: number, path: string): string {
  const seconds = (performance.now() - begin) / 1000;
  const size = Math.round(statSync(path).size / megabyte);
  return `${seconds.toFixed(2)} s for ${size} MiB, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB resident`;
}

function generate(count: number): Inventory {
  const ids = Array.from({ length: count }, (_, index) => idOf(index));
  const licenses = [["MIT"], ["Apache-2.0"], ["GPL-2.0-or-later OR MIT"]];
  const hashes: Package["hashes"] = [];
  const foundBy = ["language/npm-package"];
  const packages = ids.map((id, index): Package => {
    const needed = [ids[(index * 7 + 1) % count] ?? id, ids[(index * 13 + 5) % count] ?? id];
    return {
      id,
      purl: id,
      type: "npm",
      namespace: `@scope${index % 1000}`,
      name: `package-${index}`,
      version: `${index % 20}.${index % 7}.0`,
      licenses: licenses[index % licenses.length] ?? [],
      hashes,
      foundBy,
      confidence: "certain",
      locations: [{ path: `app/node_modules/@scope${index % 1000}/package-${index}/package.json` }],
      dependsOn: needed,
    };
  });
  return {
    target: { kind: "filesystem", name: "generated" },
    origin: { format: "scan" },
    packages,
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

function idOf(index: number): string {
  return `pkg:npm/%40scope${index % 1000}/package-${index}@${index % 20}.${index % 7}.0`;
}
