import { createHash } from "node:crypto";
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from "node:fs";
import { mkdtemp, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultTarLimits } from "../../formats/tar/tar-limits.ts";
import { TarReader } from "../../formats/tar/tar-reader.ts";
import { SekishoError } from "../../model/error.ts";
import { errorCodeOf, unwritable } from "./database-error.ts";
import { filePath, type StoreFolder } from "./store-folder.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar-writer.ts";

/** Name of the manifest in an archive; it stands first. */
const manifestName = "current.json";
const filesPrefix = "files/";
const maxManifestBytes = 64 * 1024 * 1024;

/** A file that goes into an archive. */
export interface ArchivedFile {
  readonly digest: string;
  readonly bytes: number;
}

/**
 * Writes a database into one tar archive: a new file that takes its name when it is whole.
 *
 * @throws {SekishoError} `output-unwritable` for the archive, `database-damaged` when a file changed meanwhile.
 */
export async function writeArchive(
  folder: StoreFolder,
  content: { readonly manifest: string; readonly files: readonly ArchivedFile[] },
  path: string,
): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const handle = await open(draft, "w");
    try {
      const manifest = Buffer.from(content.manifest);
      await handle.writeFile(
        Buffer.concat([tarHeader(manifestName, manifest.length), manifest, tarPadding(manifest.length)]),
      );
      for (const { digest, bytes } of content.files) {
        await handle.writeFile(tarHeader(`${filesPrefix}${digest}`, bytes));
        await handle.writeFile(checked(createReadStream(filePath(folder, digest)), { digest, bytes }));
        await handle.writeFile(tarPadding(bytes));
      }
      await handle.writeFile(tarEnd());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof SekishoError) throw cause;
    throw archiveUnwritable(path, cause);
  }
}

/** What was read of an archive: its files lie in a folder beside the store until they are wanted. */
export interface UnpackedArchive {
  readonly manifest: string;
  /** Gives where the file with a digest lies; its bytes have been compared with it. `undefined` where it is not there. */
  find(digest: string): string | undefined;
  remove(): Promise<void>;
}

/**
 * Reads an archive. Only the names of a database are taken; files whose bytes do not have the digest of their name are
 * passed over, as if they were not there.
 *
 * @throws {SekishoError} `target-unreadable`, `database-damaged`, `database-unwritable`.
 */
export async function unpackArchive(folder: StoreFolder, path: string): Promise<UnpackedArchive> {
  mkdirSync(folder.path, { recursive: true });
  const room = await mkdtemp(join(folder.path, "import-"));
  const remove = () => rm(room, { recursive: true, force: true });
  const visitor = new ArchiveVisitor(room);
  const reader = new TarReader(visitor, defaultTarLimits);
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (piece instanceof Buffer) reader.write(piece);
    }
    reader.end();
  } catch (cause) {
    await remove();
    if (cause instanceof SekishoError) throw cause;
    throw archiveUnreadable(path, cause);
  }
  const manifest = visitor.manifest;
  if (manifest === undefined) {
    await remove();
    throw new SekishoError("database-damaged", {
      en: `${path}: expected an archive that sekisho db export wrote, got none with ${manifestName}`,
      ja: `${path}: sekisho db export で作成したアーカイブを想定しましたが、${manifestName} がありません。`,
    });
  }
  return { manifest, find: (digest) => visitor.sound.get(digest), remove };
}

class ArchiveVisitor {
  manifest: string | undefined;
  /** Paths of files by digest. */
  readonly sound = new Map<string, string>();
  readonly #room: string;
  #file: { readonly digest: string; readonly path: string; readonly handle: number } | undefined;
  #hash = createHash("sha256");
  #manifestPieces: Buffer[] | undefined;

  constructor(room: string) {
    this.#room = room;
  }

  begin(entry: { readonly path: string; readonly type: string; readonly size: number }): boolean {
    if (entry.type !== "file") return false;
    if (entry.path === manifestName && entry.size <= maxManifestBytes) {
      this.#manifestPieces = [];
      return true;
    }
    const digest = /^files\/([0-9a-f]{64})$/.exec(entry.path)?.[1];
    if (digest === undefined || this.sound.has(digest)) return false;
    const path = join(this.#room, digest);
    this.#file = { digest, path, handle: writingSync(path, () => openSync(path, "w")) };
    this.#hash = createHash("sha256");
    return true;
  }

  write(piece: Buffer): void {
    if (this.#manifestPieces !== undefined) this.#manifestPieces.push(Buffer.from(piece));
    const file = this.#file;
    if (file === undefined) return;
    this.#hash.update(piece);
    for (let at = 0; at < piece.length; ) {
      at += writingSync(file.path, () => writeSync(file.handle, piece, at));
    }
  }

  end(isWhole: boolean): void {
    if (this.#manifestPieces !== undefined) {
      if (isWhole) this.manifest ??= Buffer.concat(this.#manifestPieces).toString("utf8");
      this.#manifestPieces = undefined;
    }
    const file = this.#file;
    if (file === undefined) return;
    closeSync(file.handle);
    if (isWhole && this.#hash.digest("hex") === file.digest) this.sound.set(file.digest, file.path);
    this.#file = undefined;
  }
}

/** Passes bytes on, and fails when they are not those that the manifest names. */
async function* checked(pieces: AsyncIterable<unknown>, file: ArchivedFile): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) continue;
    hash.update(piece);
    bytes += piece.length;
    yield piece;
  }
  if (bytes === file.bytes && hash.digest("hex") === file.digest) return;
  throw new SekishoError("database-damaged", {
    en: `the advisory database is damaged: sha256:${file.digest} has other content`,
    ja: `アドバイザリデータベースが壊れています。sha256:${file.digest} の内容が異なります。`,
  });
}

function writingSync<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw unwritable(dirname(path), cause);
  }
}

function archiveUnwritable(path: string, cause: unknown): SekishoError {
  const reason = errorCodeOf(cause) ?? String(cause);
  return new SekishoError(
    "output-unwritable",
    { en: `cannot write ${path}: ${reason}`, ja: `${path} に書き込めません。${reason}` },
    { cause },
  );
}

function archiveUnreadable(path: string, cause: unknown): SekishoError {
  const reason = errorCodeOf(cause) ?? String(cause);
  return new SekishoError(
    errorCodeOf(cause) === "ENOENT" ? "target-not-found" : "target-unreadable",
    { en: `cannot read ${path}: ${reason}`, ja: `${path} を読み取れません。${reason}` },
    { cause },
  );
}
