import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "sekisho";
import { z } from "zod";

/** What stands where in the folder of a backup. */
export const backupFiles = {
  /** Written last: a folder without it is half a backup. */
  manifest: "backup.json",
  tables: "tables",
  blobs: "blobs",
} as const;

const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** What a backup holds. */
export const backupManifest = z.object({
  format: z.literal(1),
  /** Number of the schema's last step. */
  schema: z.int().positive(),
  createdAt: z.string(),
  tables: z.array(
    z.object({
      name: identifier,
      columns: z.array(identifier).min(1),
      rows: z.int().nonnegative(),
      /** Hex, over the rows as COPY writes them. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** Columns that count by themselves, with the last number that was given. */
      counters: z.array(z.object({ column: identifier, last: z.int() })),
    }),
  ),
});

/** What a backup holds. */
export type BackupManifest = z.infer<typeof backupManifest>;

/** A table of a backup. */
export type SavedTable = BackupManifest["tables"][number];

/**
 * Reads what a folder holds.
 *
 * @throws {SekishoError} `usage` when it is no whole backup.
 */
export async function readBackupManifest(directory: string): Promise<BackupManifest> {
  const file = join(directory, backupFiles.manifest);
  try {
    return backupManifest.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new SekishoError(
      "usage",
      {
        en: `${directory} is no whole backup: ${file} is missing or was changed`,
        ja: `${directory} は完全なバックアップではありません。${file} がないか、変更されています。`,
      },
      { cause },
    );
  }
}

/** Name of a table's file. */
export function tableFile(directory: string, name: string): string {
  return join(directory, backupFiles.tables, `${name}.copy.zst`);
}

/** Writes `"a", "b"`: the names were checked when they were read. */
export function columnList(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}
