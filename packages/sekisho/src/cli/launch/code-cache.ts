import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Compiled code of one chunk, as an earlier run has left it. */
export interface StoredCode {
  readonly bytes: Buffer;
  /** Runs that have added to it. */
  readonly generation: number;
}

/** Keeps compiled code between runs. Whatever goes wrong with it only costs time. */
export interface CodeCache {
  find(name: string): StoredCode | undefined;
  save(name: string, code: StoredCode): void;
}

/** The last byte of a file is the generation; V8 does not look behind the length that it has written itself. */
const generationBytes = 1;

/**
 * Opens the cache in the user's cache folder, or in `NODE_COMPILE_CACHE`; `undefined` where `NODE_DISABLE_COMPILE_CACHE`
 * is set or there is no home.
 *
 * Code is only taken from a file of the user that runs: what lies in a folder of everybody, such as `/tmp`, or in the home
 * of somebody else could be anything.
 */
export function openCodeCache(environment: Readonly<Record<string, string | undefined>>): CodeCache | undefined {
  const base = findBase(environment);
  if (base === undefined) return undefined;
  const folder = join(base, "sekisho", `${process.version}-${process.arch}`);
  return {
    find: (name) => readOwn(join(folder, name)),
    save: (name, code) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replace(join(folder, name), Buffer.concat([code.bytes, Buffer.of(code.generation)]));
      } catch {
        // A home that cannot be written to: every run compiles for itself.
      }
    },
  };
}

function findBase(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: disabled, NODE_COMPILE_CACHE: named, XDG_CACHE_HOME: cacheHome } = environment;
  if (disabled !== undefined && disabled !== "") return undefined;
  if (named !== undefined && named !== "") return named;
  if (process.platform === "win32") return environment["LOCALAPPDATA"];
  if (cacheHome?.startsWith("/") === true) return cacheHome;
  const home = homedir();
  if (home === "") return undefined;
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

function readOwn(path: string): StoredCode | undefined {
  try {
    const descriptor = openSync(path, "r");
    try {
      if (!isOwn(descriptor)) return undefined;
      const content = readFileSync(descriptor);
      const end = content.length - generationBytes;
      return end <= 0 ? undefined : { bytes: content.subarray(0, end), generation: content[end] ?? 0 };
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not there yet, or not readable: this run compiles for itself.
    return undefined;
  }
}

/** Tells whether a file belongs to the user that runs and nobody else may write to it. Windows guards the folder itself. */
function isOwn(descriptor: number): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return true;
  const { uid, mode } = fstatSync(descriptor);
  return uid === user && (mode & 0o022) === 0;
}

/** Puts a whole file in place at once: a run that reads meanwhile sees the old one or the new one. */
function replace(path: string, content: Buffer): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
