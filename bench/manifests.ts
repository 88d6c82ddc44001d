/**
 * How long 10,000 manifests (20 MB) take in one run, and how much memory, beside kube-linter and kube-score where they are
 * on PATH; the same as six files, as one of many documents, and as one `kind: List` in YAML and in JSON, as clusters are
 * dumped; then one manifest alone, whole process. The dumps and the peers run once, and no longer than a quarter of an hour:
 * kube-score takes a minute on a machine without other work, a dump half of one. Processor time tells more than time does.
 *
 * Build first: `npm run build`. Then `node bench/manifests.ts [RUNS] [FILES]`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { toManifestValue } from "../packages/sekisho/src/semantics/kubernetes/to-manifest-value.ts";
import { manifestNumber } from "./manifest-corpus.ts";
import { formatSummary, measure, type ProcessRun, type Program, runProcess } from "./measure-process.ts";
import { findProgram } from "./peer.ts";

const runs = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 10_000);
const maxPeerMs = 900_000;
const cli = fileURLToPath(new URL("../packages/sekisho/dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
const files: string[] = [];
let bytes = 0;
for (let index = 0; index < count; index++) {
  const text = manifestNumber(index);
  const directory = `team-${index % 40}`;
  mkdirSync(join(folder, directory), { recursive: true });
  files.push(`${directory}/service-${index}.yaml`);
  writeFileSync(join(folder, directory, `service-${index}.yaml`), text);
  bytes += text.length;
}
console.log(`${count} manifests, ${(bytes / 1e6).toFixed(1)} MB`);

const ours: Program = {
  name: `sekisho, ${count} files`,
  command: process.execPath,
  args: [cli, "scan", ".", "--without", "packages", "--without", "secrets", "--format", "table"],
  cwd: folder,
};
const peers: readonly (Program | undefined)[] = [
  peer("kube-linter", ["lint", "--format", "plain", "."]),
  peer("kube-score", ["score", "--output-format", "ci", ...files]),
];
const summary = await measure({ ...ours, maxMs: maxPeerMs }, runs);
console.log(formatSummary(summary));
const found = peers.filter((program) => program !== undefined);
for (const theirs of found) {
  const run = await runProcess(theirs);
  const { wallMs, cpuMs } = run;
  const isEnded = wallMs >= maxPeerMs;
  console.log(`${formatRun(theirs.name, run)}${isEnded ? ", not ended" : ""}`);
  console.log(`sekisho is ${isEnded ? "more than " : ""}${(wallMs / summary.medianMs).toFixed(2)} times as fast`);
  if (cpuMs !== undefined && summary.minCpuMs !== undefined) {
    const least = isEnded ? "more than " : "";
    console.log(`and takes ${least}${(cpuMs / summary.minCpuMs).toFixed(2)} times less processor time`);
  }
}
if (found.length === 0) console.log("neither kube-linter nor kube-score is on PATH: no ratio");
for (const { name, texts, ending = "yaml" } of [
  { name: "sekisho, six files", texts: inFiles(6) },
  { name: "sekisho, one file", texts: inFiles(1) },
  { name: "sekisho, one List", texts: [asList()] },
  { name: "sekisho, one List as JSON", texts: [asJsonList()], ending: "json" },
]) {
  const dump = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  for (const [index, text] of texts.entries()) writeFileSync(join(dump, `dump-${index}.${ending}`), text);
  console.log(formatRun(name, await runProcess({ ...ours, name, cwd: dump })));
  rmSync(dump, { recursive: true });
}
const one: Program = { ...ours, name: "sekisho, one file", args: [cli, "scan", files[1] ?? "."] };
console.log(formatSummary(await measure(one, Math.max(runs, 9))));
rmSync(folder, { recursive: true });

function inFiles(fileCount: number): readonly string[] {
  const size = Math.ceil(count / fileCount);
  return Array.from({ length: fileCount }, (_none, file) =>
    Array.from({ length: Math.min(size, count - file * size) }, (_one, index) =>
      manifestNumber(file * size + index),
    ).join("---\n"),
  );
}

function asList(): string {
  const items = Array.from({ length: count }, (_none, index) => manifestNumber(index).split("---\n")).flat();
  const indented = items.map((item) => `- ${item.trimEnd().replaceAll("\n", "\n  ")}\n`);
  return `apiVersion: v1\nkind: List\nitems:\n${indented.join("")}`;
}

/** As `kubectl get -o json` indents it. */
function asJsonList(): string {
  const documents = Array.from({ length: count }, (_none, index) => parseYamlSource(manifestNumber(index))).flat();
  const items = documents.flatMap(({ root }) => (root === undefined ? [] : [toManifestValue(root)]));
  return JSON.stringify({ apiVersion: "v1", kind: "List", items }, undefined, 4);
}

function formatRun(name: string, { wallMs, peakMebibytes, cpuMs }: ProcessRun): string {
  const peak = peakMebibytes === undefined ? "" : `   peak ${peakMebibytes.toFixed(0)} MiB`;
  const cpu = cpuMs === undefined ? "" : `   CPU ${cpuMs.toFixed(0)} ms`;
  return `${name.padEnd(28)} ${wallMs.toFixed(1).padStart(8)} ms${peak}${cpu}`;
}

function peer(name: string, args: readonly string[]): Program | undefined {
  const command = findProgram(name);
  return command === undefined
    ? undefined
    : { name: `${name}, ${count} files`, command, args, cwd: folder, maxMs: maxPeerMs };
}
