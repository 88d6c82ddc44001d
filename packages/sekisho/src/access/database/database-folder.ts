import { existsSync } from "node:fs";
import { join } from "node:path";

/** The manifest in use lies here, below the folder of a database. */
export const currentName = "current.json";

/** Gives the folder that the environment names: `SEKISHO_DB_DIR`, else the user's cache. */
export function databaseFolder(
  environment: Readonly<Record<string, string | undefined>>,
  home: string | undefined,
): string | undefined {
  const { SEKISHO_DB_DIR: named, XDG_CACHE_HOME: cache } = environment;
  if (named !== undefined && named !== "") return named;
  if (cache !== undefined && cache.startsWith("/")) return join(cache, "sekisho", "db");
  return home === undefined ? undefined : join(home, ".cache", "sekisho", "db");
}

/** Tells whether a folder holds a database, sound or not. */
export function holdsDatabase(folder: string): boolean {
  return existsSync(join(folder, currentName));
}
