import { openPartFiles } from "../../access/database/part-files.ts";
import { filePath, storeFolder } from "../../access/database/store-folder.ts";
import { BlockCache } from "../../advisories/database/block-cache.ts";
import { DamagedDataError } from "../../advisories/database/damaged-data.ts";
import type { Part } from "../../advisories/database/part.ts";
import { readSupport } from "../../advisories/database/support-codec.ts";
import { openTableFile } from "../../advisories/database/table-reader.ts";
import { SekishoError } from "../../model/error.ts";
import type { SupportCycle } from "../../model/support.ts";
import { completeCalendar, type SupportCalendar } from "../../semantics/base-images/support-calendar.ts";
import { findManifest } from "./read-database.ts";
import type { Trusted } from "./trust.ts";

/** Whose database is asked for support periods. */
export interface CalendarOptions {
  readonly folder: string;
  /** With any, only what one of them signed is read. */
  readonly trusted: readonly Trusted[];
}

/** The whole calendar of a hundred times as many products fits. */
const cacheBytes = 4 * 1024 * 1024;

/**
 * Gives what a user's database knows of support periods, joined with what comes with the program. `undefined` where
 * there is no database, where it has nothing of them, and where it may not be read: then what comes with the program
 * holds, and whoever asks the database about packages is told what is wrong with it.
 */
export async function openCalendar({ folder, trusted }: CalendarOptions): Promise<SupportCalendar | undefined> {
  try {
    const store = storeFolder(folder);
    const manifest = (await findManifest(store, trusted))?.manifest;
    const part = manifest?.parts.find(({ kind }) => kind === "support");
    const source = manifest?.sources.find(({ id }) => id === part?.source);
    if (part === undefined || source === undefined) return undefined;
    const cycles = readCycles(filePath(store, part.digest), part);
    const date = (source.dataDate ?? source.fetchedAt).slice(0, "YYYY-MM-DD".length);
    return completeCalendar({ date, cyclesOf: (product) => cycles.get(product) ?? [] });
  } catch (error) {
    if (error instanceof SekishoError || error instanceof DamagedDataError || isMissingFile(error)) return undefined;
    throw error;
  }
}

function readCycles(path: string, part: Part): ReadonlyMap<string, readonly SupportCycle[]> {
  const files = openPartFiles();
  try {
    const file = openTableFile(files.open(path), part, new BlockCache(cacheBytes));
    const cycles = new Map<string, readonly SupportCycle[]>();
    for (const table of file.tables) {
      for (let number = 0; number < table.size; number++) {
        const { key, value } = table.at(number);
        cycles.set(key, readSupport(value, file.words));
      }
    }
    return cycles;
  } finally {
    files.close();
  }
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
