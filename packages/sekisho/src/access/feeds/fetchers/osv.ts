import { existsSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findText, isJsonObject } from "../../../formats/json/json-value.ts";
import { readZipEntry } from "../../../formats/zip/read-entry.ts";
import { readZip } from "../../../formats/zip/read-zip.ts";
import { type ChangedRecord, changesAfter, readChanges } from "../changed-records.ts";
import { defineFetcher, type FeedPart, type FetchSession } from "../define.ts";
import { unreachable } from "../feed-error.ts";
import { readLineFile, writeLineFile } from "../line-file.ts";

/** More changed records than these are fetched as a whole archive: one request instead of many. */
const maxSingleRecords = 500;
const maxRecordBytes = 64 * 1024 ** 2;

/**
 * Archives of OSV, one an ecosystem. Later runs ask the list of changes and fetch the records that changed; the file
 * is written anew without those that the list no longer has.
 */
export const osv = defineFetcher({
  feed: "osv/osv",
  defaultAddress: "https://osv-vulnerabilities.storage.googleapis.com",
  async list({ address, text }) {
    const lines = (await text(`${address}/ecosystems.txt`)).split("\n").map((line) => line.trim());
    const names = lines.filter((name) => name !== "");
    const families = new Set(names.flatMap((name) => (name.includes(":") ? [name.slice(0, name.indexOf(":"))] : [])));
    // The archive of a family holds those of its releases once more.
    return names.filter((name) => !families.has(name)).map((ecosystem) => ({ name: fileName(ecosystem), ecosystem }));
  },
  async fetch(part, session) {
    const { ecosystem = part.name } = part;
    const changes = readChanges(await session.text(`${addressOf(session, ecosystem)}/modified_id.csv`));
    const since = session.notes.get(ecosystem);
    const stored = findStored(part, session);
    if (since === undefined || stored === undefined) return fetchArchive(part, changes, session);
    const { changed } = changesAfter(changes, since);
    if (changed.length > maxSingleRecords) return fetchArchive(part, changes, session);
    return fetchRecords(part, { stored, changes, changed }, session);
  },
});

/** `Rocky Linux:9` is stored as `Rocky_Linux_9`. */
function fileName(ecosystem: string): string {
  return ecosystem.replaceAll(/[^\w.-]/g, "_");
}

function addressOf({ address }: FetchSession, ecosystem: string): string {
  return `${address}/${encodeURIComponent(ecosystem).replaceAll("%3A", ":")}`;
}

function findStored({ name }: FeedPart, { folder }: FetchSession): string | undefined {
  return [`${name}.jsonl.gz`, `${name}.zip`].map((file) => join(folder, file)).find((path) => existsSync(path));
}

/** The time that changes are counted from is the publisher's, read before the archive: nothing falls between. */
function noteTime(part: FeedPart, changes: readonly ChangedRecord[], { notes }: FetchSession): void {
  const { latest } = changesAfter(changes, notes.get(part.ecosystem ?? part.name) ?? "0000-01-01T00:00:00Z");
  notes.set(part.ecosystem ?? part.name, latest);
}

async function fetchArchive(part: FeedPart, changes: readonly ChangedRecord[], session: FetchSession) {
  const url = `${addressOf(session, part.ecosystem ?? part.name)}/all.zip`;
  const result = await session.keep(url, { name: `${part.name}.zip` });
  rmSync(join(session.folder, `${part.name}.jsonl.gz`), { force: true });
  noteTime(part, changes, session);
  return result;
}

interface Delta {
  readonly stored: string;
  readonly changes: readonly ChangedRecord[];
  readonly changed: readonly ChangedRecord[];
}

async function fetchRecords(part: FeedPart, { stored, changes, changed }: Delta, session: FetchSession) {
  const live = new Set(changes.map(({ id }) => id));
  const fresh = new Map<string, string>();
  for (const { id } of changed) {
    const url = `${addressOf(session, part.ecosystem ?? part.name)}/${encodeURIComponent(id)}.json`;
    fresh.set(id, oneLine(url, await session.text(url)));
  }
  if (fresh.size === 0 && !(await hasRemoved(stored, live))) return "unchanged" as const;
  const target = join(session.folder, `${part.name}.jsonl.gz`);
  await writeLineFile(target, mergeRecords(stored, live, fresh));
  rmSync(join(session.folder, `${part.name}.zip`), { force: true });
  noteTime(part, changes, session);
  return "updated" as const;
}

function oneLine(url: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw unreachable(url, "expected a record of JSON", cause);
  }
}

async function hasRemoved(stored: string, live: ReadonlySet<string>): Promise<boolean> {
  for await (const { id } of readRecords(stored)) if (id !== undefined && !live.has(id)) return true;
  return false;
}

async function* mergeRecords(stored: string, live: ReadonlySet<string>, fresh: ReadonlyMap<string, string>) {
  for await (const { id, line } of readRecords(stored)) {
    if (id !== undefined && live.has(id) && !fresh.has(id)) yield line;
  }
  yield* fresh.values();
}

interface StoredRecord {
  readonly id?: string;
  readonly line: string;
}

async function* readRecords(path: string): AsyncGenerator<StoredRecord> {
  const lines = path.endsWith(".zip") ? readArchiveLines(path) : readLineFile(path);
  for await (const line of lines) {
    const record: unknown = JSON.parse(line);
    const id = isJsonObject(record) ? findText(record, "id") : undefined;
    yield { line, ...(id === undefined ? {} : { id }) };
  }
}

async function* readArchiveLines(path: string): AsyncGenerator<string> {
  const bytes = await readFile(path);
  const archive = readZip(bytes, (name) => name.endsWith(".json"));
  const [problem] = archive.problems;
  if (problem !== undefined) throw unreachable(path, problem.message.en);
  for (const entry of archive.entries) {
    const content = readZipEntry(bytes, entry, maxRecordBytes);
    if (content.kind === "problem") throw unreachable(path, content.problem.message.en);
    yield oneLine(path, content.bytes.toString("utf8"));
  }
}
