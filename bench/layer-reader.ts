import { createReadStream, statSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { readLayer } from "../packages/sekisho/src/scan/layer/read-layer.ts";
import { compare, formatSummary } from "./measure-process.ts";

/**
 * Measures the reader of layers alone, without analyzers, beside `gzip -dc FILE | sha256sum` on the same file: digests of
 * both sides, unpacking, entries. Aim: at least 75 % of that pipe's speed.
 *
 *   node bench/layer-reader.ts FILE.tar.gz [RUNS]
 */
const [file, runs = "3", role] = process.argv.slice(2);
if (file === undefined) {
  console.error("expected the path of a compressed layer, for one: tar c /usr | gzip > usr.tar.gz");
  process.exitCode = 2;
} else if (role === "read") await read(file);
else await measure(file, Number(runs));

async function read(path: string): Promise<void> {
  const blob = { open: () => createReadStream(path, { highWaterMark: 1_048_576 }) };
  const { facts } = await readLayer({ blob, claimed: {} }, { analyzers: [], scope: "installed" });
  // A run that examined nothing is quick, and says nothing.
  if (facts.entries.length === 0) process.exitCode = 3;
}

async function measure(path: string, count: number): Promise<void> {
  const ours = {
    name: "sekisho, reader alone",
    command: process.execPath,
    args: [fileURLToPath(import.meta.url), path, "1", "read"],
  };
  const theirs = { name: "gzip -dc | sha256sum", command: "sh", args: ["-c", 'gzip -dc "$0" | sha256sum', path] };
  const comparison = await compare(ours, theirs, count);
  console.log(
    `${(statSync(path).size / 1e6).toFixed(0)} MB stored, ${cpus().length} cores, Node ${process.versions.node}`,
  );
  console.log(formatSummary(comparison.ours));
  console.log(formatSummary(comparison.theirs));
  console.log(`speed of the pipe: ${(comparison.timesFaster * 100).toFixed(0)} %`);
}
