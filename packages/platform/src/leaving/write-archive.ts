import { createHash } from "node:crypto";
import type pg from "pg";
import type { BlobStore } from "../ingest/blob-store.ts";
import type { Database } from "../store/database.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar.ts";
import { isWithheld } from "./withheld-columns.ts";

/** What is written so far. */
export interface ArchiveProgress {
  readonly rows: number;
  readonly blobs: number;
}

/** What an archive is made of. */
export interface ArchiveSettings {
  readonly tenantId: string;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly nowMs: number;
  readonly onProgress: (progress: ArchiveProgress) => Promise<void>;
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of rows ends when it is so long: its size has to be known before its first byte. */
const fileBytes = 4 * 1024 * 1024;
const batchRows = 200;

/**
 * Writes everything that a tenant holds as a tar archive: each table as files of JSON lines, each stored document under its
 * digest, and at the end a manifest with counts and digests. All tables are as they were at one moment; memory does not
 * grow with the tenant.
 */
export async function* writeArchive(settings: ArchiveSettings): AsyncGenerator<Buffer> {
  const { database, tenantId, nowMs } = settings;
  const client = await database.pool.connect();
  const seconds = Math.floor(nowMs / 1000);
  let isDone = false;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SELECT set_config('sekisho.tenant', $1, true)", [tenantId]);
    const files: WrittenFile[] = [];
    const shapes = await listTables(client);
    for (const shape of shapes) {
      for await (const { file, bytes } of filesOf(client, tenantId, shape)) {
        files.push(file);
        yield* entry(file.name, bytes, seconds);
        await settings.onProgress({ rows: sum(files), blobs: 0 });
      }
    }
    const kept = yield* writeBlobs(client, settings, { rows: sum(files), seconds });
    const tables = shapes.map(({ name, columns }) => describe(name, columns, files));
    const manifest = {
      format: "sekisho-tenant-export",
      version: 1,
      tenant: tenantId,
      createdAt: new Date(nowMs).toISOString(),
      tables,
      blobs: kept,
    };
    yield* entry("manifest.json", Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`), seconds);
    yield tarEnd();
    await client.query("COMMIT");
    isDone = true;
  } finally {
    // A connection whose transaction did not end is not used again.
    client.release(!isDone);
  }
}

function* entry(name: string, bytes: Buffer, seconds: number): Generator<Buffer> {
  yield tarHeader(name, bytes.length, seconds);
  yield bytes;
  yield tarPadding(bytes.length);
}

/** Tables of tenants that this role may read. */
async function listTables(client: pg.PoolClient): Promise<readonly TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND has_table_privilege(c.oid, 'SELECT')
    GROUP BY c.relname HAVING bool_or(a.attname = 'tenant_id') ORDER BY c.relname`);
  return rows;
}

async function* filesOf(
  client: pg.PoolClient,
  tenantId: string,
  { name, columns }: TableShape,
): AsyncGenerator<{ readonly file: WrittenFile; readonly bytes: Buffer }> {
  const left = columns.filter((column) => isWithheld(name, column));
  await client.query({
    text: `DECLARE exported NO SCROLL CURSOR FOR
      SELECT (to_jsonb(r) - $2::text[])::text AS line FROM "${name}" AS r WHERE tenant_id = $1`,
    values: [tenantId, left],
  });
  let lines: string[] = [];
  let bytes = 0;
  let number = 0;
  const finish = (): { readonly file: WrittenFile; readonly bytes: Buffer } => {
    const written = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    const file = {
      name: `tables/${name}/${String(++number).padStart(6, "0")}.ndjson`,
      rows: lines.length,
      bytes: written.length,
      sha256: createHash("sha256").update(written).digest("hex"),
    };
    lines = [];
    bytes = 0;
    return { file, bytes: written };
  };
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${batchRows} FROM exported`);
    for (const { line } of rows) {
      lines.push(line);
      bytes += line.length;
      if (bytes >= fileBytes) yield finish();
    }
    if (rows.length < batchRows) break;
  }
  if (lines.length > 0) yield finish();
  await client.query("CLOSE exported");
}

interface WrittenBlobs {
  readonly count: number;
  readonly bytes: number;
  /** Named by a row and not there any more: they were being forgotten at that moment. */
  readonly missing: readonly string[];
}

/** Writes what was uploaded, but the archives themselves. */
async function* writeBlobs(
  client: pg.PoolClient,
  { blobs, tenantId, onProgress }: ArchiveSettings,
  { rows, seconds }: { readonly rows: number; readonly seconds: number },
): AsyncGenerator<Buffer, WrittenBlobs> {
  await client.query({
    text: `DECLARE exported NO SCROLL CURSOR FOR
      SELECT digest, size_bytes AS size FROM blobs b WHERE tenant_id = $1 AND NOT EXISTS (
        SELECT FROM tenant_exports e WHERE e.tenant_id = b.tenant_id AND e.blob_digest = b.digest) ORDER BY digest`,
    values: [tenantId],
  });
  const missing: string[] = [];
  let count = 0;
  let total = 0;
  for (;;) {
    const { rows: found } = await client.query<{ digest: string; size: number }>(`FETCH ${batchRows} FROM exported`);
    for (const { digest, size } of found) {
      const pieces = blobs.read(tenantId, digest)[Symbol.asyncIterator]();
      const first = await findFirst(pieces);
      if (first === undefined) {
        missing.push(digest);
        continue;
      }
      yield tarHeader(`blobs/${digest.replace(":", "/")}`, size, seconds);
      if (!first.done) yield Buffer.from(first.value);
      for (let next = first.done ? first : await pieces.next(); !next.done; next = await pieces.next()) {
        yield Buffer.from(next.value);
      }
      yield tarPadding(size);
      count++;
      total += size;
    }
    await onProgress({ rows, blobs: count });
    if (found.length < batchRows) break;
  }
  await client.query("CLOSE exported");
  return { count, bytes: total, missing };
}

/** Gives the beginning of a blob; `undefined` when it cannot be read at all. */
async function findFirst(pieces: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array> | undefined> {
  try {
    return await pieces.next();
  } catch {
    // The manifest says which one it is.
    return undefined;
  }
}

function sum(files: readonly WrittenFile[]): number {
  return files.reduce((total, { rows }) => total + rows, 0);
}

function describe(name: string, columns: readonly string[], files: readonly WrittenFile[]): object {
  const own = files.filter((file) => file.name.startsWith(`tables/${name}/`));
  const withheld = columns.filter((column) => isWithheld(name, column));
  return {
    name,
    columns: columns.filter((column) => !withheld.includes(column)),
    withheld,
    rows: sum(own),
    files: own,
  };
}
