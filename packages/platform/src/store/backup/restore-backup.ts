import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { SekishoError } from "sekisho";
import { migrate } from "../migrate.ts";
import { migrations } from "../migrations/registry.ts";
import { type BackupManifest, backupFiles, columnList, type SavedTable, tableFile } from "./backup-manifest.ts";

/** Where a backup goes. */
export interface RestoreSettings {
  /** A superuser of an empty database. */
  readonly adminUrl: string;
  /** The owner of the schema to be. */
  readonly ownerUrl: string;
  readonly blobs: string;
  /** The folder of the backup. */
  readonly source: string;
}

/**
 * Fills an empty database and an empty blob store from a backup, in one transaction. The schema is made as it was; the next
 * start brings it forward.
 *
 * @throws {SekishoError} `store-newer` for a backup of a later version, `store-unusable` when it was damaged.
 */
export async function restoreBackup(settings: RestoreSettings, manifest: BackupManifest): Promise<void> {
  await makeSchema(settings.ownerUrl, manifest.schema);
  const client = new pg.Client({ connectionString: settings.adminUrl, application_name: "sekisho restore" });
  await client.connect();
  try {
    await client.query("BEGIN");
    // Rows come table by table: what they refer to may come later.
    await client.query("SET LOCAL session_replication_role = replica");
    for (const table of manifest.tables) await restoreTable(client, table, settings.source);
    await client.query("COMMIT");
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
  await copyBlobs(settings);
}

async function makeSchema(ownerUrl: string, schema: number): Promise<void> {
  const newest = Math.max(...migrations.map(({ number }) => number));
  if (schema > newest) {
    throw new SekishoError("store-newer", {
      en: `the backup is at schema ${schema}, this version knows schemas up to ${newest}`,
      ja: `バックアップのスキーマは ${schema} ですが、このバージョンが対応するのは ${newest} までです。`,
    });
  }
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: "sekisho restore" });
  await owner.connect();
  try {
    await migrate(
      owner,
      migrations.filter(({ number }) => number <= schema),
    );
  } finally {
    await owner.end();
  }
}

async function restoreTable(client: pg.Client, table: SavedTable, source: string): Promise<void> {
  const { name, columns, counters } = table;
  await client.query(`DELETE FROM "${name}"`);
  const hash = createHash("sha256");
  const hashed = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      hash.update(piece);
      done(null, piece);
    },
  });
  const target = client.query(copyFrom(`COPY "${name}" (${columnList(columns)}) FROM STDIN`));
  try {
    await pipeline(createReadStream(tableFile(source, name)), createZstdDecompress(), hashed, target);
  } catch (cause) {
    throw damaged(name, cause);
  }
  if (hash.digest("hex") !== table.sha256) throw damaged(name, undefined);
  for (const { column, last } of counters) {
    if (last === 0) continue;
    await client.query(`SELECT setval(pg_get_serial_sequence('"${name}"', '${column}'), $1)`, [last]);
  }
}

function damaged(name: string, cause: unknown): SekishoError {
  const said = cause instanceof Error ? `: ${cause.message}` : "";
  return new SekishoError(
    "store-unusable",
    {
      en: `the backup's table ${name} is not as it was written${said}; nothing was restored`,
      ja: `バックアップの表 ${name} が書き込み時の内容と一致しません${said}。復元は行われませんでした。`,
    },
    { cause },
  );
}

async function copyBlobs({ source, blobs }: RestoreSettings): Promise<void> {
  const saved = join(source, backupFiles.blobs);
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  const hasBlobs = await stat(saved).then(
    () => true,
    () => false,
  );
  if (hasBlobs) await cp(saved, blobs, { recursive: true });
}
