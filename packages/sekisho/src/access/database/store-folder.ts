import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "../../model/error.ts";
import { errorCodeOf, unwritable } from "./database-error.ts";
import { currentName } from "./database-folder.ts";

/** Where a database lies: the manifest in use, the one before it, and files named by their digest. */
export interface StoreFolder {
  readonly path: string;
  /** Writes a whole new file to the disk; tests put their own here. */
  readonly writeNew: (path: string, pieces: Iterable<Uint8Array>) => Promise<void>;
}

const previousName = "previous.json";
const filesName = "files";
/** A file that nobody names is left alone for so long: another process may be about to name it. */
const graceMs = 60 * 60 * 1000;

/** Gives a folder as the store of a database; it is made when something is written. */
export function storeFolder(path: string): StoreFolder {
  return { path, writeNew: writeToDisk };
}

/** Gives the text of the manifest in use; `undefined` where there is none. */
export function readCurrent(folder: StoreFolder): Promise<string | undefined> {
  return readText(join(folder.path, currentName));
}

/** Gives the text of the manifest that was in use before. */
export function readPrevious(folder: StoreFolder): Promise<string | undefined> {
  return readText(join(folder.path, previousName));
}

/**
 * Makes a manifest the one in use: readers see the old one or the new one, never a part.
 *
 * @throws {SekishoError} `database-unwritable`; the old one stays.
 */
export async function replaceCurrent(folder: StoreFolder, text: string): Promise<void> {
  const earlier = await readCurrent(folder);
  if (earlier !== undefined) await replaceFile(folder, previousName, wholeText(earlier));
  await replaceFile(folder, currentName, wholeText(text));
}

function wholeText(text: string): NewContent {
  return { pieces: [Buffer.from(text)], accepts: () => true };
}

/** Gives the path of the file with a digest, whether it is there or not. */
export function filePath(folder: StoreFolder, digest: string): string {
  return join(folder.path, filesName, digest);
}

/** Gives how many bytes the file with a digest has; `undefined` where there is none. */
export async function findFileBytes(folder: StoreFolder, digest: string): Promise<number | undefined> {
  try {
    return (await stat(filePath(folder, digest))).size;
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** A file that goes into the store. */
export interface AddedFile {
  readonly digest: string;
  readonly bytes: number;
  readonly pieces: () => Iterable<Uint8Array>;
}

/**
 * Puts a file into the store under the digest of its bytes; a sound one that is there already stays.
 *
 * @returns The digest that the bytes have: where it is another one, nothing was put there.
 * @throws {SekishoError} `database-unwritable`.
 */
export async function addFile(folder: StoreFolder, { digest, bytes, pieces }: AddedFile): Promise<string> {
  if ((await findFileBytes(folder, digest)) === bytes && (await hasDigest(filePath(folder, digest), digest))) {
    return digest;
  }
  const hash = createHash("sha256");
  function* hashed(): Generator<Uint8Array> {
    for (const piece of pieces()) {
      hash.update(piece);
      yield piece;
    }
  }
  let got = "";
  await replaceFile(folder, join(filesName, digest), {
    pieces: hashed(),
    accepts() {
      got = hash.digest("hex");
      return got === digest;
    },
  });
  return got;
}

/**
 * Moves a finished file of the same file system into the store.
 *
 * @throws {SekishoError} `database-unwritable`.
 */
export async function moveFile(folder: StoreFolder, from: string, digest: string): Promise<void> {
  const path = filePath(folder, digest);
  try {
    await mkdir(join(folder.path, filesName), { recursive: true });
    await rename(from, path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Tells whether a file's bytes have the digest. */
export async function hasDigest(path: string, digest: string): Promise<boolean> {
  const hash = createHash("sha256");
  const handle = await open(path);
  try {
    for await (const piece of handle.createReadStream({ autoClose: false })) hash.update(toBytes(piece));
  } finally {
    await handle.close();
  }
  return hash.digest("hex") === digest;
}

/** Removes files that no manifest names any more. Whoever has one open keeps reading it. */
export async function removeUnused(folder: StoreFolder, named: ReadonlySet<string>, nowMs: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(join(folder.path, filesName))) {
    const path = join(folder.path, filesName, name);
    if (named.has(name) || nowMs - (await stat(path)).mtimeMs < graceMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** What takes the place of a file. */
interface NewContent {
  readonly pieces: Iterable<Uint8Array>;
  /** Asked when everything was written. */
  readonly accepts: () => boolean;
}

async function replaceFile(folder: StoreFolder, name: string, { pieces, accepts }: NewContent): Promise<void> {
  const path = join(folder.path, name);
  const draft = `${path}.${process.pid}.draft`;
  try {
    await mkdir(join(folder.path, filesName), { recursive: true });
    await folder.writeNew(draft, pieces);
    if (accepts()) await rename(draft, path);
    else await rm(draft);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof SekishoError) throw cause;
    throw unwritable(path, cause);
  }
}

/** The bytes are on the disk, not only on their way there, before another file names them. */
async function writeToDisk(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const handle = await open(path, "w");
  try {
    for (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function toBytes(piece: unknown): Uint8Array {
  return piece instanceof Uint8Array ? piece : Buffer.from(String(piece));
}
