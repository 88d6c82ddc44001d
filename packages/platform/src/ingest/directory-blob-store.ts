import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sweepBlobs } from "../retention/sweep-blobs.ts";
import { isUuid } from "../store/uuid.ts";
import { blobName, blobPieceBytes, packBlob, unpackBlob } from "./blob-bytes.ts";
import type { BlobStore, StoredBlob } from "./blob-store.ts";

/** Keeps blobs as files below a directory, compressed with zstd. */
export function openDirectoryBlobStore(directory: string): BlobStore {
  return {
    write: (tenantId, bytes) => write(directory, tenantId, bytes),
    read: (tenantId, digest) => {
      const file = join(directory, blobName(tenantId, digest));
      return unpackBlob(createReadStream(file, { highWaterMark: blobPieceBytes }), digest, file);
    },
    sweep: (sweep) => sweepBlobs(directory, sweep),
    erase: (tenantId) => erase(directory, tenantId),
  };
}

async function write(directory: string, tenantId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const incoming = join(directory, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const temporary = join(incoming, randomUUID());
  try {
    const { source, packed, finish } = packBlob(bytes);
    // `flush` makes the file safe before the stream says that it is done.
    await pipeline(source, packed, createWriteStream(temporary, { mode: 0o600, flush: true }));
    const blob = finish();
    const place = join(directory, blobName(tenantId, blob.digest));
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(temporary, place);
    await syncFolder(dirname(place));
    return blob;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function erase(directory: string, tenantId: string): Promise<number> {
  if (!isUuid(tenantId)) throw new Error(`expected a tenant, got ${tenantId}`);
  const folder = join(directory, tenantId);
  const names = await listFiles(folder);
  await rm(folder, { recursive: true, force: true });
  return names.filter((name) => name.endsWith(".zst")).length;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A name is safe once the folder that holds it is. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
