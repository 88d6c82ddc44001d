/**
 * Compares what the analyzers of programs say of the files of this machine with what dpkg says, and measures their speed.
 *
 * `node bench/binary-versions.ts [DIRECTORY …]`, by default /usr/bin, /usr/sbin and /usr/lib. A claim is contradicted
 * when the package that the file belongs to has another upstream version; libraries linked into programs of other
 * packages cannot be judged so and are counted apart.
 */
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import * as analyzers from "../packages/sekisho/src/analyzers/binary/registry.ts";
import type { StreamAnalyzer } from "../packages/sekisho/src/analyzers/define.ts";
import type { FoundPackage } from "../packages/sekisho/src/model/package.ts";

interface Owner {
  readonly name: string;
  readonly version: string;
}

interface Claim {
  readonly path: string;
  readonly analyzer: string;
  readonly found: FoundPackage;
}

const pieceBytes = 256 * 1024;

main(process.argv.slice(2));

function main(directories: readonly string[]): void {
  const owners = readOwners();
  const claims: Claim[] = [];
  const pieces = Buffer.alloc(pieceBytes);
  const begin = process.cpuUsage();
  let bytes = 0;
  let programs = 0;
  let diagnostics = 0;
  for (const directory of directories.length > 0 ? directories : ["/usr/bin", "/usr/sbin", "/usr/lib"]) {
    for (const path of listFiles(directory)) {
      const result = examine(path, pieces);
      if (result.bytes === 0) continue;
      bytes += result.bytes;
      programs += 1;
      claims.push(...result.claims);
      diagnostics += result.diagnostics;
    }
  }
  const cpu = process.cpuUsage(begin);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  report(claims, owners);
  console.log(
    `${programs} programs, ${(bytes / 1e6).toFixed(0)} MB, ${cpuSeconds.toFixed(1)} s CPU with reading, ${(bytes / 1e6 / cpuSeconds).toFixed(0)} MB/s, ${diagnostics} diagnostics, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident`,
  );
}

function examine(path: string, piece: Buffer): { claims: Claim[]; bytes: number; diagnostics: number } {
  const claims: Claim[] = [];
  const { size, mode } = lstatSync(path);
  const file = openSync(path, "r");
  let diagnostics = 0;
  const startLength = readSync(file, piece, 0, pieceBytes, 0);
  const head = { path: path.slice(1), mode: mode & 0o7777, userId: 0, size };
  const all: StreamAnalyzer[] = Object.values(analyzers).filter((analyzer) => analyzer.kind === "stream");
  const watches = all.flatMap((analyzer) => {
    const watch = analyzer.open(head, piece.subarray(0, startLength));
    return watch === undefined ? [] : [{ id: analyzer.id, watch }];
  });
  for (let length = startLength, at = 0; watches.length > 0 && length > 0; ) {
    for (const { watch } of watches) watch.write(piece.subarray(0, length));
    at += length;
    length = readSync(file, piece, 0, pieceBytes, at);
  }
  closeSync(file);
  for (const { id, watch } of watches) {
    const result = watch.end();
    for (const found of result.packages ?? []) claims.push({ path, analyzer: id, found });
    diagnostics += result.diagnostics?.length ?? 0;
  }
  return { claims, bytes: watches.length > 0 ? size : 0, diagnostics };
}

function report(claims: readonly Claim[], owners: ReadonlyMap<string, Owner>): void {
  const counts = { agreed: 0, contradicted: 0, linked: 0, unowned: 0, modules: 0 };
  for (const { path, analyzer, found } of claims) {
    const owner = owners.get(path);
    const text = `${found.name} ${found.version} ${found.confidence ?? "certain"}`;
    if (found.type !== "generic") counts.modules += 1;
    else if (analyzer !== "binary/classifiers") {
      counts.linked += 1;
      console.log(`linked        ${text}  ${path}  ${owner?.name ?? ""} ${owner?.version ?? ""}`);
    } else if (owner === undefined) {
      counts.unowned += 1;
      console.log(`unowned       ${text}  ${path}`);
    } else if (upstreamVersion(owner.version).startsWith(found.version.split(/[-+p]/)[0] ?? "")) counts.agreed += 1;
    else {
      counts.contradicted += 1;
      console.log(`contradicted  ${text}  ${path}  ${owner.name} ${owner.version}`);
    }
  }
  console.log(JSON.stringify(counts));
}

/** `1:9.2p1-2+deb12u6` is `9.2p1` of upstream. */
function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, "").replace(/-[^-]*$/, "");
}

function readOwners(): Map<string, Owner> {
  const versions = new Map<string, string>();
  for (const record of readFileSync("/var/lib/dpkg/status", "utf8").split("\n\n")) {
    const name = /^Package: (.*)$/m.exec(record)?.[1];
    const version = /^Version: (.*)$/m.exec(record)?.[1];
    if (name !== undefined && version !== undefined) versions.set(name, version);
  }
  const owners = new Map<string, Owner>();
  for (const list of readdirSync("/var/lib/dpkg/info").filter((name) => name.endsWith(".list"))) {
    const name = basename(list, ".list").replace(/:.*$/, "");
    for (const path of readFileSync(join("/var/lib/dpkg/info", list), "utf8").split("\n")) {
      owners.set(path.replace(/^\/(bin|sbin|lib|lib64)\//, "/usr/$1/"), { name, version: versions.get(name) ?? "" });
    }
  }
  return owners;
}

function* listFiles(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* listFiles(path);
    else if (entry.isFile()) yield path;
  }
}
