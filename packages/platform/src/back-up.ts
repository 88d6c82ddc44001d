import { join, resolve } from "node:path";
import { SekishoError } from "sekisho";
import { type DataPlace, findPlatformDirectory } from "./data-directory.ts";
import { readBackupManifest } from "./store/backup/backup-manifest.ts";
import { restoreBackup } from "./store/backup/restore-backup.ts";
import { writeBackup } from "./store/backup/write-backup.ts";
import { startEmbeddedServer } from "./store/embedded/embedded-server.ts";
import { holdsPlatform, withEmbeddedServer } from "./store/embedded/with-embedded-server.ts";
import { databaseName } from "./store/open-store.ts";
import { prepareEmbeddedDatabase } from "./store/prepare-roles.ts";

/** Which platform, and which folder of a backup. */
export interface BackupOptions extends DataPlace {
  /** Relative to the working directory. */
  readonly folder: string;
}

/** What was saved or restored. */
export interface BackupOutcome {
  readonly rows: number;
  readonly tables: number;
}

/**
 * Saves everything that a platform with an embedded database holds, whether it runs or not.
 *
 * @throws {SekishoError} `usage` when the database is elsewhere or there is none; `output-unwritable`; `store-unusable`.
 */
export async function backUpPlatform(options: BackupOptions): Promise<BackupOutcome> {
  refuseOtherDatabase(options);
  const directory = findPlatformDirectory(options);
  return await withEmbeddedServer(directory, async (server) => {
    const place = { adminUrl: server.urlOf("admin", databaseName), blobs: join(directory, "blobs") };
    return count(await writeBackup({ ...place, target: resolve(options.folder) }, new Date()));
  });
}

/**
 * Makes a platform of a backup, where none is yet. It is not started.
 *
 * @throws {SekishoError} `usage` when there is one already or the folder holds no backup; `store-newer`; `store-unusable`.
 */
export async function restorePlatform(options: BackupOptions): Promise<BackupOutcome> {
  refuseOtherDatabase(options);
  const directory = findPlatformDirectory(options);
  const source = resolve(options.folder);
  const manifest = await readBackupManifest(source);
  if (await holdsPlatform(directory)) {
    throw new SekishoError("usage", {
      en: `there is a platform in ${directory} already: expected a folder without one`,
      ja: `${directory} にはすでにプラットフォームのデータがあります。データのないフォルダーを指定してください。`,
    });
  }
  const server = await startEmbeddedServer({ directory });
  try {
    await prepareEmbeddedDatabase(server, databaseName);
    const urls = { adminUrl: server.urlOf("admin", databaseName), ownerUrl: server.urlOf("owner", databaseName) };
    await restoreBackup({ ...urls, blobs: join(directory, "blobs"), source }, manifest);
    return count(manifest);
  } finally {
    await server.stop();
  }
}

function refuseOtherDatabase({ environment }: DataPlace): void {
  if ((environment["DATABASE_URL"] ?? "") === "") return;
  throw new SekishoError(
    "usage",
    {
      en: "DATABASE_URL names a database that is not ours to save",
      ja: "DATABASE_URL で指定したデータベースのバックアップには対応していません。",
    },
    {
      hint: {
        en: "save it with pg_dump, then copy the folder `blobs` of the data directory",
        ja: "pg_dump で保存したうえで、データディレクトリの blobs フォルダーをコピーしてください。",
      },
    },
  );
}

function count({ tables }: { readonly tables: readonly { readonly rows: number }[] }): BackupOutcome {
  return { rows: tables.reduce((sum, { rows }) => sum + rows, 0), tables: tables.length };
}
