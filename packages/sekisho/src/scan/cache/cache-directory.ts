import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Finds the directory of the image cache: `SEKISHO_CACHE_DIR`, else the user's cache folder; `undefined` where there is no
 * home.
 */
export function findCacheDirectory(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { SEKISHO_CACHE_DIR: named, XDG_CACHE_HOME: cacheHome, LOCALAPPDATA: local } = environment;
  if (named !== undefined && named !== "") return join(resolve(named), "images");
  if (process.platform === "win32") return local === undefined ? undefined : join(local, "sekisho", "images");
  if (cacheHome?.startsWith("/") === true) return join(cacheHome, "sekisho", "images");
  const home = environment["HOME"] ?? homedir();
  if (home === "") return undefined;
  const base = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(base, "sekisho", "images");
}
