import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { isUuid } from "../store/uuid.ts";
import type { BlobStore, StoredBlob } from "./blob-store.ts";

/** Larger pieces than the default: each costs a turn of the event loop. */
const chunkSize = 256 * 1024;
const compression = { chunkSize, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Keeps blobs as files below a directory, compressed with zstd. */
export function openDirectoryBlobStore(directory: string): BlobStore {
  return {
    write: (tenantId, bytes) => write(directory, tenantId, bytes),
    read: (tenantId, digest) => read(fileOf(directory, tenantId, digest), digest),
  };
}

async function write(directory: string, tenantId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  const incoming = join(directory, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const temporary = join(incoming, randomUUID());
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of bytes) {
        hash.update(piece);
        sizeBytes += piece.length;
        yield piece;
      }
    };
    // `flush` makes the file safe before the stream says that it is done.
    const file = createWriteStream(temporary, { mode: 0o600, flush: true });
    await pipeline(Readable.from(counted(), { objectMode: false }), createZstdCompress(compression), file);
    const digest = `sha256:${hash.digest("hex")}`;
    const place = fileOf(directory, tenantId, digest);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(temporary, place);
    await syncFolder(dirname(place));
    return { digest, sizeBytes };
  } catch (error) {
    await rm(temporary, { force: true });
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

function read(file: string, digest: string): Readable {
  const checked = async function* (): AsyncGenerator<Buffer> {
    const hash = createHash("sha256");
    const source = createReadStream(file, { highWaterMark: chunkSize });
    const inflated = createZstdDecompress({ chunkSize });
    source.on("error", (error) => inflated.destroy(error));
    for await (const piece of source.pipe(inflated)) {
      if (!(piece instanceof Uint8Array)) continue;
      hash.update(piece);
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    }
    const found = `sha256:${hash.digest("hex")}`;
    if (found !== digest) throw new Error(`${file}: expected ${digest}, got ${found}`);
  };
  return Readable.from(checked(), { objectMode: false });
}

function fileOf(directory: string, tenantId: string, digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined || !isUuid(tenantId)) throw new Error(`expected a tenant and a digest, got ${digest}`);
  return join(directory, tenantId, hex.slice(0, 2), `${hex}.zst`);
}
