import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ChangedRecord, changesAfter, readChanges } from "../changed-records.ts";
import { defineFetcher, type FetchSession } from "../define.ts";
import { unreachable } from "../feed-error.ts";
import { readLineFile, writeLineFile } from "../line-file.ts";
import { splitVexArchive } from "./vex-archive.ts";

/** More changed documents than these are fetched as a whole archive. */
const maxSingleDocuments = 2000;
const archiveName = /^csaf_vex_(\d{4}-\d{2}-\d{2})\.tar\.zst$/;
const documentPath = /^(\d{4})\/[\w.-]+\.json$/;
const notedSince = "changes since";

/**
 * Red Hat's VEX documents: an archive to begin with, kept as one file a year with a document a line; later the documents
 * that the list of changes names, without those that the list of deletions names.
 */
export const redhatVex = defineFetcher({
  feed: "redhat/vex",
  defaultAddress: "https://security.access.redhat.com/data/csaf/v2/vex",
  list: () => Promise.resolve([{ name: "documents", ecosystem: "rhel" }]),
  async fetch(_part, session) {
    const { address, notes, text } = session;
    const changes = readChanges(await text(`${address}/changes.csv`)).filter(({ id }) => documentPath.test(id));
    const since = notes.get(notedSince);
    const changed = since === undefined ? [] : changesAfter(changes, since).changed;
    const isWhole = since !== undefined && hasYears(session) && changed.length <= maxSingleDocuments;
    if (isWhole) return applyChanges(changes, changed, session);
    const begun = await fetchArchive(session);
    await applyChanges(changes, changesAfter(changes, begun).changed, session);
    return "updated";
  },
});

function hasYears({ folder }: FetchSession): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".jsonl.gz"));
}

/** Gives the day of the archive, from which on changes count. */
async function fetchArchive(session: FetchSession): Promise<string> {
  const { address, scratch, folder, keep, text } = session;
  const listed = `${address}/archive_latest.txt`;
  const name = (await text(listed)).trim();
  const day = archiveName.exec(name)?.[1];
  if (day === undefined)
    throw unreachable(listed, `expected the name of an archive, got ${JSON.stringify(name.slice(0, 60))}`);
  await keep(`${address}/${name}`, { name: "archive.tar.zst", isScratch: true });
  await splitVexArchive(join(scratch, "archive.tar.zst"), folder);
  return `${day}T00:00:00Z`;
}

async function applyChanges(
  changes: readonly ChangedRecord[],
  changed: readonly ChangedRecord[],
  session: FetchSession,
): Promise<"updated" | "unchanged"> {
  const { address, notes, text } = session;
  const deleted = readChanges(await text(`${address}/deletions.csv`)).map(({ id }) => id);
  const fresh = new Map<string, string>();
  for (const { id } of changed) {
    const url = `${address}/${id}`;
    fresh.set(id, oneLine(url, await text(url)));
  }
  const gone = new Set(deleted.filter((id) => !fresh.has(id)));
  let hasChanged = fresh.size > 0;
  for (const year of yearsOf([...fresh.keys(), ...gone])) {
    if (await rewriteYear(year, { fresh, gone }, session)) hasChanged = true;
  }
  notes.set(notedSince, changesAfter(changes, notes.get(notedSince) ?? "0000-01-01T00:00:00Z").latest);
  return hasChanged ? "updated" : "unchanged";
}

function yearsOf(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => documentPath.exec(id)?.[1] ?? []));
}

interface YearChanges {
  readonly fresh: ReadonlyMap<string, string>;
  readonly gone: ReadonlySet<string>;
}

/** Writes the file of a year anew when something in it changes; tells whether it did. */
async function rewriteYear(year: string, { fresh, gone }: YearChanges, { folder }: FetchSession): Promise<boolean> {
  const path = join(folder, `${year}.jsonl.gz`);
  const added = [...fresh].filter(([id]) => id.startsWith(`${year}/`));
  const replaced = new Set([...added.map(([id]) => id), ...gone]);
  if (added.length === 0 && !(await holdsAny(path, year, replaced))) return false;
  await writeLineFile(path, mergeLines(path, year, { replaced, lines: added.map(([, line]) => line) }));
  return true;
}

async function holdsAny(path: string, year: string, ids: ReadonlySet<string>): Promise<boolean> {
  if (!existsSync(path)) return false;
  for await (const line of readLineFile(path)) if (ids.has(idOfLine(year, line))) return true;
  return false;
}

async function* mergeLines(
  path: string,
  year: string,
  { replaced, lines }: { readonly replaced: ReadonlySet<string>; readonly lines: readonly string[] },
): AsyncGenerator<string> {
  if (existsSync(path)) {
    for await (const line of readLineFile(path)) if (!replaced.has(idOfLine(year, line))) yield line;
  }
  yield* lines;
}

/** Documents are named as the flaw they track: `2024/cve-2024-24786.json`. */
function idOfLine(year: string, line: string): string {
  const id = /"tracking":\{.*?"id":"([\w-]+)"/.exec(line)?.[1] ?? "";
  return `${year}/${id.toLowerCase()}.json`;
}

function oneLine(url: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw unreachable(url, "expected a document of JSON", cause);
  }
}
