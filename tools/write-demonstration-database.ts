/**
 * Writes the advisory database that comes with the program.
 *
 * `node tools/write-demonstration-database.ts DATA_FOLDER [OUTPUT_FOLDER]`: the data folder holds advisories as JSON
 * Lines below `vuln/` and `enrich/`, and a `manifest.json` with the date of each file. The same data gives the same
 * bytes. Sources whose terms ask to share alike or forbid commercial use are left out.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { storeFolder } from "../packages/sekisho/src/access/database/store-folder.ts";
import type { Feed, FeedItem } from "../packages/sekisho/src/advisories/feeds/define.ts";
import * as feeds from "../packages/sekisho/src/advisories/feeds/registry.ts";
import { findText, isJsonObject } from "../packages/sekisho/src/formats/json/json-value.ts";
import type { AdvisorySource } from "../packages/sekisho/src/model/advisory.ts";
import {
  buildDatabase,
  type FeedDocument,
  type FeedInput,
} from "../packages/sekisho/src/scan/database/build-database.ts";

/** Records of the former OSVDB keep their facts alone: its terms held for its words. */
const osv: Feed = {
  ...feeds.osv,
  open: (context, sink) => feeds.osv.open(context, (item) => sink(withoutOldWords(item))),
};

/** Which files are read by which feed. */
const plan: readonly { readonly feed: Feed; readonly files: readonly string[] }[] = [
  {
    feed: osv,
    files: [
      "vuln/osv-go.jsonl.gz",
      "vuln/osv-crates.jsonl.gz",
      "vuln/osv-pypi.jsonl.gz",
      "vuln/osv-rubygems.jsonl.gz",
      "vuln/osv-npm.jsonl.gz",
      "vuln/osv-packagist.jsonl.gz",
      "vuln/osv-bitnami.jsonl.gz",
      "vuln/osv-almalinux.jsonl.gz",
      "vuln/osv-debian-dsa-dla.jsonl.gz",
      "vuln/osv-mixed.jsonl.gz",
    ],
  },
  { feed: feeds.secdb, files: ["vuln/alpine-secdb.jsonl.gz"] },
  { feed: feeds.changelogFixes, files: ["vuln/debian12-changelog-fixes.jsonl.gz"] },
  { feed: feeds.core, files: ["vuln/nodejs-core.jsonl.gz"] },
  { feed: feeds.interpreters, files: ["vuln/rubysec-interpreters.jsonl.gz"] },
  { feed: feeds.severityList, files: ["enrich/cve-severity.jsonl.gz"] },
  { feed: feeds.kev, files: ["enrich/kev.json.gz"] },
];

const factsOnly = new Set(["alpine-secdb", "osv-debian"]);

const output = join(import.meta.dirname, "..", "packages", "sekisho", "data", "demonstration");

await main(process.argv.slice(2));

async function main([dataFolder, folder = output]: readonly string[]): Promise<void> {
  if (dataFolder === undefined) throw new Error("usage: node tools/write-demonstration-database.ts DATA_FOLDER");
  const dates = readDates(dataFolder);
  const newest = [...dates.values()].sort().at(-1) ?? "";
  // Gathered from the other files later than they were made: its data is as old as theirs.
  const gathered = [...dates].filter(([file]) => file.startsWith("vuln/osv-")).map(([, date]) => date);
  dates.set("enrich/cve-severity.jsonl.gz", gathered.sort().at(-1) ?? "");
  const inputs = plan.map(({ feed, files }): FeedInput => {
    const documents = files.map((file) => documentOf(dataFolder, file, dates.get(file)));
    return { feed, origin: { fetchedAt: newest }, documents };
  });
  rmSync(folder, { recursive: true, force: true });
  const result = await buildDatabase(inputs, {
    folder: storeFolder(folder),
    now: () => new Date(newest),
    purpose: "demonstration",
    keepsOthers: false,
    keepsSource: mayBeShipped,
    wants: () => true,
    texts: "summaries",
  });
  for (const { feed, ended, counts, diagnostics } of result.feeds) {
    console.log(`${feed}: ${ended} ${JSON.stringify(counts)} ${diagnostics.length} diagnostics`);
  }
  const { parts, sources } = result.installation.manifest;
  for (const { id, license, dataDate } of sources) console.log(`${id}  ${license}  ${dataDate ?? ""}`);
  for (const { kind, source, ecosystem, rows, bytes } of parts) {
    console.log(`${String(bytes).padStart(9)} ${String(rows).padStart(7)} ${kind} ${source} ${ecosystem}`);
  }
  console.log(`${parts.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`);
}

function withoutOldWords(item: FeedItem): FeedItem {
  if (item.kind !== "advisory") return item;
  const { advisory } = item;
  const names = [advisory.id, ...advisory.aliases];
  if (!names.some((name) => name.includes("OSVDB"))) return item;
  return { ...item, advisory: { ...advisory, summary: "", details: "", references: [] } };
}

/**
 * Tells whether the terms of a source allow that its data comes with the program, with attribution. Two distributions
 * state none: of them the facts alone are kept, names, versions and numbers of flaws.
 */
function mayBeShipped({ id, license }: AdvisorySource): boolean {
  if (factsOnly.has(id)) return true;
  return !/-SA\b|-NC\b|-ND\b|not stated/.test(license);
}

function readDates(dataFolder: string): Map<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(join(dataFolder, "manifest.json"), "utf8"));
  const dates = new Map<string, string>();
  for (const [file, entry] of Object.entries(isJsonObject(manifest) ? manifest : {})) {
    const date = isJsonObject(entry) ? findText(entry, "commit_date") : undefined;
    if (date !== undefined) dates.set(file, new Date(date).toISOString().replace(".000Z", "Z"));
  }
  return dates;
}

function documentOf(dataFolder: string, file: string, date: string | undefined): FeedDocument {
  return {
    context: { path: file },
    isLines: file.endsWith(".jsonl.gz"),
    ...(date === undefined ? {} : { date }),
    open: () => [gunzipSync(readFileSync(join(dataFolder, file)))],
  };
}
