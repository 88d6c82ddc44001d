import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { constants, createZstdCompress, createZstdDecompress, type ZstdCompress } from "node:zlib";
import { isUuid } from "../store/uuid.ts";
import type { StoredBlob } from "./blob-store.ts";

/** Larger pieces than the default: each costs a turn of the event loop. */
export const blobPieceBytes = 256 * 1024;

const compression = { chunkSize: blobPieceBytes, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Bytes of a blob on their way in. */
export interface PackedBlob {
  /** As they are kept: compressed with zstd. */
  readonly packed: ZstdCompress;
  readonly source: Readable;
  /** What was given; known once `source` has ended. */
  readonly finish: () => StoredBlob;
}

/** Compresses the bytes of a blob and names them; `source` has to be led into `packed`. */
export function packBlob(bytes: AsyncIterable<Uint8Array>): PackedBlob {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      hash.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
  };
  return {
    source: Readable.from(counted(), { objectMode: false }),
    packed: createZstdCompress(compression),
    finish: () => ({ digest: `sha256:${hash.digest("hex")}`, sizeBytes }),
  };
}

/**
 * Gives the bytes of a blob as they were stored.
 *
 * @param place Where they lie, for the error of bytes that are others than their name says.
 */
export function unpackBlob(packed: Readable, digest: string, place: string): Readable {
  const checked = async function* (): AsyncGenerator<Buffer> {
    const hash = createHash("sha256");
    const inflated = createZstdDecompress({ chunkSize: blobPieceBytes });
    packed.on("error", (error) => inflated.destroy(error));
    for await (const piece of packed.pipe(inflated)) {
      if (!(piece instanceof Uint8Array)) continue;
      hash.update(piece);
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    }
    const found = `sha256:${hash.digest("hex")}`;
    if (found !== digest) throw new Error(`${place}: expected ${digest}, got ${found}`);
  };
  return Readable.from(checked(), { objectMode: false });
}

/** Gives the name that a blob is kept under, with slashes: the tenant's id, two digits, and all of them. */
export function blobName(tenantId: string, digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined || !isUuid(tenantId)) throw new Error(`expected a tenant and a digest, got ${digest}`);
  return `${tenantId}/${hex.slice(0, 2)}/${hex}.zst`;
}
