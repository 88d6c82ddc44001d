import { homedir } from "node:os";
import { posix, resolve, win32 } from "node:path";
import { SekishoError } from "sekisho";

/** What the place depends on. */
export interface DataDirectorySettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly system: NodeJS.Platform;
  readonly isRoot: boolean;
}

/**
 * Finds where the platform keeps its data when nobody says it: `SEKISHO_DATA_DIR`, else where the system wants data of
 * users. Root's home is closed to the user that the database runs as, so that root's data is below `/var/lib`.
 */
export function findDataDirectory({ environment, home, system, isRoot }: DataDirectorySettings): string {
  const { SEKISHO_DATA_DIR: asked, XDG_DATA_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (asked !== undefined && asked !== "") return asked;
  if (system === "win32") return win32.join(local ?? win32.join(home, "AppData", "Local"), "sekisho");
  if (isRoot) return "/var/lib/sekisho";
  if (xdg !== undefined && posix.isAbsolute(xdg)) return posix.join(xdg, "sekisho");
  if (home === "") {
    throw new SekishoError("usage", {
      en: "there is no home directory: say with --data where the data goes",
      ja: "ホームディレクトリがありません。--data でデータの保存先を指定してください。",
    });
  }
  const folder = system === "darwin" ? ["Library", "Application Support"] : [".local", "share"];
  return posix.join(home, ...folder, "sekisho");
}

/** Where somebody says that the data is. */
export interface DataPlace {
  /** Relative to the working directory. */
  readonly dataDirectory?: string;
  /** DATABASE_URL and the variables that begin with SEKISHO_. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Finds the data directory on this machine: the one that is named, or the usual one. */
export function findPlatformDirectory({ dataDirectory, environment }: DataPlace): string {
  if (dataDirectory !== undefined) return resolve(dataDirectory);
  const isRoot = process.getuid?.() === 0;
  return resolve(findDataDirectory({ environment, home: homedir(), system: process.platform, isRoot }));
}
