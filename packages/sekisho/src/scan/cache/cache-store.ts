import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The cache of a user takes at most so much; the entries that were not used for longest go first. */
const defaultMaxCacheBytes = 1024 ** 3;

/** Once the limit is passed, so much of it is left, so that not every scan has to clear up. */
const keptShare = 0.8;
/** A file that a process began and never finished is taken away when it is this old. */
const abandonedMs = 3_600_000;
/** Uses are noted once in this time: a file's date is not written on every scan. */
const noteUseMs = 60_000;

const temporaryEnding = ".part";

/** What a cache holds. */
export interface CacheStatus {
  /** Absolute. */
  readonly directory: string;
  readonly entries: number;
  readonly sizeBytes: number;
  readonly maxBytes: number;
}

interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly usedMs: number;
}

/**
 * Keeps bytes by key in a directory, for any number of processes at once: an entry is written under a name of its own and
 * then renamed, so that nobody reads half of it, and whoever comes second writes the same. No entry is ever trusted to be
 * there: failing to read is a miss, failing to write leaves the cache as it was.
 */
export class CacheStore {
  readonly directory: string;
  readonly #maxBytes: number;
  readonly #now: () => number;
  #hasWritten = false;

  constructor(directory: string, options: { readonly maxBytes?: number; readonly now: () => number }) {
    this.directory = directory;
    this.#maxBytes = options.maxBytes ?? defaultMaxCacheBytes;
    this.#now = options.now;
  }

  /** Gives what is kept under a key of hexadecimal digits; `undefined` when there is nothing. */
  async read(key: string): Promise<Buffer | undefined> {
    const path = this.#pathOf(key);
    try {
      const bytes = await readFile(path);
      const { mtimeMs } = await stat(path);
      const nowMs = this.#now();
      if (nowMs - mtimeMs > noteUseMs) await utimes(path, nowMs / 1000, nowMs / 1000);
      return bytes;
    } catch {
      // A cache that cannot be read is a cache that holds nothing: the caller reads the original.
      return undefined;
    }
  }

  /** Keeps bytes under a key. */
  async write(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(key);
    const temporary = `${path}.${randomBytes(8).toString("hex")}${temporaryEnding}`;
    try {
      await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
      await writeFile(temporary, bytes, { mode: 0o600, flag: "wx" });
      await rename(temporary, path);
      this.#hasWritten = true;
    } catch {
      // A full disk or a directory of somebody else: the scan is right without a cache, only slower the next time.
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  /** Takes an entry away, such as one that turned out to be broken. */
  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true }).catch(() => undefined);
  }

  /** Tells what is kept. */
  async status(): Promise<CacheStatus> {
    const files = await this.#files();
    return {
      directory: this.directory,
      entries: files.filter(({ path }) => !path.endsWith(temporaryEnding)).length,
      sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      maxBytes: this.#maxBytes,
    };
  }

  /** Takes everything away and tells what it was. */
  async clear(): Promise<CacheStatus> {
    const status = await this.status();
    await rm(this.directory, { recursive: true, force: true });
    return status;
  }

  /** Clears up behind a scan that wrote something: what was not used for longest goes until the limit is kept. */
  async tidy(): Promise<void> {
    if (!this.#hasWritten) return;
    const files = await this.#files();
    const nowMs = this.#now();
    let sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    const isOver = sizeBytes > this.#maxBytes;
    for (const file of files.toSorted((left, right) => left.usedMs - right.usedMs)) {
      const isAbandoned = file.path.endsWith(temporaryEnding) && nowMs - file.usedMs > abandonedMs;
      const isSurplus = isOver && sizeBytes > this.#maxBytes * keptShare && !file.path.endsWith(temporaryEnding);
      if (!isAbandoned && !isSurplus) continue;
      // Another process may have been faster.
      await unlink(file.path).catch(() => undefined);
      sizeBytes -= file.sizeBytes;
    }
  }

  /** Two levels, so that no directory gets very long. */
  #pathOf(key: string): string {
    return join(this.directory, key.slice(0, 2), key);
  }

  async #files(): Promise<readonly StoredFile[]> {
    const files: StoredFile[] = [];
    for (const folder of await namesIn(this.directory)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await namesIn(join(this.directory, folder))) {
        const path = join(this.directory, folder, name);
        const status = await stat(path).catch(() => undefined);
        if (status?.isFile() === true) files.push({ path, sizeBytes: status.size, usedMs: status.mtimeMs });
      }
    }
    return files;
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  // A directory that is not there yet holds nothing.
  return await readdir(directory).catch(() => []);
}
