import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { cp, mkdir, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { SekishoError } from "sekisho";
import {
  type BackupManifest,
  backupFiles,
  backupManifest,
  columnList,
  type SavedTable,
  tableFile,
} from "./backup-manifest.ts";

/** What is written where. */
export interface BackupSettings {
  /** A superuser: row-level security would hide all tenants from everybody else. */
  readonly adminUrl: string;
  /** Folder of the blob store. */
  readonly blobs: string;
  /** Folder that is made. */
  readonly target: string;
}

/**
 * Writes everything that a platform holds into a new folder, while the platform runs: all tables as they are at one
 * moment, and then the blobs. A blob is there before anything names it, so that none is missing.
 *
 * @throws {SekishoError} `output-unwritable` when the folder exists or cannot be written.
 */
export async function writeBackup(settings: BackupSettings, now: Date): Promise<BackupManifest> {
  const { target } = settings;
  await makeFolder(target);
  const client = new pg.Client({ connectionString: settings.adminUrl, application_name: "sekisho backup" });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ schema: number }>("SELECT max(number) AS schema FROM schema_migrations");
    const tables: SavedTable[] = [];
    for (const table of await listTables(client)) tables.push(await saveTable(client, table, target));
    await client.query("COMMIT");
    await copyBlobs(settings);
    const written = { format: 1, schema: rows[0]?.schema, createdAt: now.toISOString(), tables };
    const manifest = backupManifest.parse(written);
    await writeFile(join(target, backupFiles.manifest), `${JSON.stringify(manifest, undefined, 1)}\n`, { flush: true });
    return manifest;
  } finally {
    await client.end();
  }
}

async function makeFolder(target: string): Promise<void> {
  try {
    await mkdir(target, { mode: 0o700 });
    await mkdir(join(target, backupFiles.tables));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new SekishoError(
      "output-unwritable",
      {
        en: `could not make the folder ${target}, which must not exist yet: ${said}`,
        ja: `フォルダー ${target} を作成できませんでした（まだ存在しないフォルダーを指定してください）: ${said}`,
      },
      { cause },
    );
  }
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly counters: readonly string[];
}

/** The schema's own list of steps is made anew by the steps. */
async function listTables(client: pg.Client): Promise<readonly TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
      coalesce(array_agg(a.attname::text) FILTER (WHERE a.attidentity <> ''), '{}') AS counters
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'schema_migrations'
    GROUP BY c.relname ORDER BY c.relname`);
  return rows;
}

async function saveTable(
  client: pg.Client,
  { name, columns, counters }: TableShape,
  target: string,
): Promise<SavedTable> {
  const hash = createHash("sha256");
  let rows = 0;
  const counted = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      hash.update(piece);
      // A line break within a value is written with a backslash.
      for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows++;
      done(null, piece);
    },
  });
  const source = client.query(copyTo(`COPY (SELECT ${columnList(columns)} FROM "${name}") TO STDOUT`));
  const file = createWriteStream(tableFile(target, name), { mode: 0o600, flush: true });
  await pipeline(source, counted, createZstdCompress(), file);
  const lasts: { readonly column: string; readonly last: number }[] = [];
  for (const column of counters) {
    const { rows: found } = await client.query<{ last: string | null }>(
      `SELECT pg_sequence_last_value(pg_get_serial_sequence('"${name}"', '${column}')::regclass) AS last`,
    );
    lasts.push({ column, last: Number(found[0]?.last ?? 0) });
  }
  return { name, columns: [...columns], rows, sha256: hash.digest("hex"), counters: lasts };
}

async function copyBlobs({ blobs, target }: BackupSettings): Promise<void> {
  if (!(await exists(blobs))) return;
  await cp(blobs, join(target, backupFiles.blobs), {
    recursive: true,
    // What is being uploaded has been promised to nobody.
    filter: (source) => basename(source) !== "incoming",
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
