/**
 * Measures the search for secrets: `node bench/secrets.ts [DIRECTORY]`. Prints the rate on prose without hits, and on the
 * text files of a directory (default: node_modules), in CPU time, beside one regular expression with all keywords.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "../packages/sekisho/src/analyzers/secret/text.ts";
import { secretKinds } from "../packages/sekisho/src/semantics/secret-patterns/kinds/registry.ts";

const runs = 5;
const maxBytes = 100_000_000;

interface Sample {
  readonly path: string;
  readonly content: Buffer;
}

const directory = process.argv[2] ?? "node_modules";
const prose = Buffer.from(
  "All that is gold does not glitter, not all those who wander are lost; the old that is strong.\n".repeat(500_000),
);
const samples = [
  { name: "prose, one file", files: [{ path: "srv/prose.txt", content: prose }] },
  { name: `files of ${directory}`, files: readFiles(directory) },
];

const allKeywords = new RegExp(
  secretKinds
    .filter(({ paths }) => paths === undefined)
    .flatMap(({ keywords }) => keywords.map((keyword) => keyword.replaceAll(/[^A-Za-z0-9_]/g, String.raw`\$&`)))
    .join("|"),
  "g",
);

for (const { name, files } of samples) {
  report(name, files, "sekisho", searchFile);
  report(name, files, "one regular expression for all keywords", countKeywords);
}

function report(name: string, files: readonly Sample[], how: string, search: (file: Sample) => void): void {
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  const times = Array.from({ length: runs }, () => {
    const startedAt = process.cpuUsage().user;
    for (const file of files) search(file);
    return process.cpuUsage().user - startedAt;
  });
  const best = Math.min(...times);
  console.log(
    `${name}, ${how}: ${(bytes / 1e6).toFixed(0)} MB, best ${(best / 1e6).toFixed(2)} s, ${(bytes / best).toFixed(0)} MB/s`,
  );
}

function searchFile({ path, content }: Sample): void {
  const watch = text.open({ path, mode: 0o644, userId: 0, size: content.length }, content.subarray(0, 4096));
  for (let at = 0; at < content.length; at += 65_536) watch?.write(content.subarray(at, at + 65_536));
  watch?.end();
}

function countKeywords({ content }: Sample): void {
  for (const match of content.toString("latin1").matchAll(allKeywords)) void match;
}

function readFiles(root: string): readonly Sample[] {
  const found: Sample[] = [];
  let bytes = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:[cm]?[jt]s|json|md|py|txt|ya?ml)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    found.push({ path: `srv/${path}`, content });
    bytes += content.length;
    if (bytes > maxBytes) break;
  }
  return found;
}
