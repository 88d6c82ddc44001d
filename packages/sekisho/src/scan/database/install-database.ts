import {
  addFile,
  filePath,
  findFileBytes,
  hasDigest,
  readPrevious,
  removeUnused,
  replaceCurrent,
  type StoreFolder,
} from "../../access/database/store-folder.ts";
import { withUpdateLock } from "../../access/database/update-lock.ts";
import { type Manifest, printManifest } from "../../advisories/database/manifest.ts";
import type { BuiltPart, Part } from "../../advisories/database/part.ts";
import { damagedPart } from "../../advisories/database/stored-database.ts";
import { SekishoError } from "../../model/error.ts";
import { findManifest, type TrustedManifest, trustManifest } from "./read-database.ts";

/** A database that is offered to a store. */
export interface OfferedDatabase {
  readonly manifest: TrustedManifest;
  /** Puts the file of a part that the store lacks into it; its bytes are compared with their digest afterwards. */
  readonly bring: (part: Part) => Promise<void>;
}

/** Where a database goes. */
export interface InstallOptions {
  readonly folder: StoreFolder;
  readonly now: () => Date;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What became of an offer. */
export interface Installation {
  readonly ended: "installed" | "unchanged";
  readonly manifest: Manifest;
  /** Files that the store did not have, and their bytes. */
  readonly newFiles: number;
  readonly newBytes: number;
}

/**
 * Makes an offered database the one in use: every file is there and verified before the manifest changes, in one rename.
 * Whatever goes wrong before leaves the old one in use.
 *
 * @throws {SekishoError} `database-older`, `database-damaged`, `database-unwritable`, `database-busy`.
 */
export function installDatabase(offered: OfferedDatabase, options: InstallOptions): Promise<Installation> {
  // Who asks for the database again because a file of it was altered gets that file, whatever its length.
  return withUpdateLock(options.folder.path, () => installUnlocked(offered, options, isSound));
}

/**
 * As `installDatabase`, for whoever holds the lock of the folder already.
 *
 * @param isThere Tells whether the store has the file of a part; by its length when left out, which is enough for those
 * who put the files there themselves.
 */
export async function installUnlocked(
  offered: OfferedDatabase,
  options: InstallOptions,
  isThere = hasLength,
): Promise<Installation> {
  const { folder } = options;
  const { manifest, text } = offered.manifest;
  const current = await findUsable(folder);
  const missing: Part[] = [];
  for (const part of manifest.parts) if (!(await isThere(folder, part))) missing.push(part);
  if (current?.text === text && missing.length === 0) {
    return { ended: "unchanged", manifest, newFiles: 0, newBytes: 0 };
  }
  // A signature that was added later makes no other database.
  const isSame = current !== undefined && printManifest(current.manifest) === printManifest(manifest);
  if (current !== undefined && !isSame) refuseOlder(manifest, current.manifest);
  let newBytes = 0;
  for (const [done, part] of missing.entries()) {
    options.onProgress?.(done, missing.length);
    await offered.bring(part);
    if (!(await isSound(folder, part))) {
      throw damagedPart(part, new Error("the bytes that were brought do not have this digest"));
    }
    newBytes += part.bytes;
  }
  options.onProgress?.(missing.length, missing.length);
  await replaceCurrent(folder, text);
  await removeUnused(folder, await namedFiles(folder, manifest), options.now().getTime());
  return { ended: "installed", manifest, newFiles: missing.length, newBytes };
}

/** Puts the file of a part into a store, when its bytes are the ones that the part names. */
export async function addPart(folder: StoreFolder, { part, pieces }: BuiltPart): Promise<void> {
  const digest = await addFile(folder, { digest: part.digest, bytes: part.bytes, pieces });
  if (digest !== part.digest) throw damagedPart(part, new Error(`expected SHA-256 ${part.digest}, got ${digest}`));
}

async function hasLength(folder: StoreFolder, part: Part): Promise<boolean> {
  return (await findFileBytes(folder, part.digest)) === part.bytes;
}

async function isSound(folder: StoreFolder, part: Part): Promise<boolean> {
  return (await hasLength(folder, part)) && (await hasDigest(filePath(folder, part.digest), part.digest));
}

/** What is in use, if it can be read: a damaged manifest does not keep a sound one out. */
export async function findUsable(folder: StoreFolder): Promise<TrustedManifest | undefined> {
  try {
    return await findManifest(folder, []);
  } catch (error) {
    if (error instanceof SekishoError && error.code === "database-damaged") return undefined;
    throw error;
  }
}

function refuseOlder(offered: Manifest, current: Manifest): void {
  if (offered.sequence > current.sequence) return;
  throw new SekishoError(
    "database-older",
    {
      en: `expected a database newer than the one in use (number ${current.sequence}, ${current.created}), got number ${offered.sequence}, ${offered.created}`,
      ja: `使用中のもの（番号 ${current.sequence}、${current.created}）より新しいデータベースを想定しましたが、番号 ${offered.sequence}、${offered.created} です。`,
    },
    {
      hint: {
        en: "if you do want the older one, delete the database's folder first",
        ja: "古いものを使う場合は、先にデータベースのフォルダーを削除してください。",
      },
    },
  );
}

/** Files of the new manifest, and of the one before it for those who are still reading by that. */
async function namedFiles(folder: StoreFolder, manifest: Manifest): Promise<ReadonlySet<string>> {
  const named = new Set(manifest.parts.map(({ digest }) => digest));
  const previous = await readPrevious(folder);
  if (previous === undefined) return named;
  try {
    const { manifest: earlier } = await trustManifest(previous, [], folder.path);
    for (const { digest } of earlier.parts) named.add(digest);
  } catch (error) {
    // Nobody can be reading by a manifest that cannot be read.
    if (!(error instanceof SekishoError)) throw error;
  }
  return named;
}
