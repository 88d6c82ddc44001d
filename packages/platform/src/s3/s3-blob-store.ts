import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { blobName, packBlob, unpackBlob } from "../ingest/blob-bytes.ts";
import type { BlobStore, BlobSweep, StoredBlob } from "../ingest/blob-store.ts";
import { S3Client, type S3ClientOptions } from "./s3-client.ts";
import type { S3Settings } from "./s3-settings.ts";
import { S3Upload } from "./s3-upload.ts";
import { eraseObjects, sweepBucket } from "./sweep-bucket.ts";

/** How the store is used; what is left out is chosen for reports. */
export interface S3StoreOptions extends S3ClientOptions {
  /** Bytes of one part of an upload, and what of a blob is in memory at most twice. Amazon S3 takes no less than 5 MiB. */
  readonly partBytes?: number;
}

const defaultPartBytes = 8 * 1024 * 1024;
/** Reading goes on so often where it broke off without a byte in between. */
const maxBreaks = 5;

/**
 * Keeps blobs as objects of a bucket, compressed with zstd, under the names that they have as files.
 *
 * A blob has its name by its content, which is known at its end: one that fits into a part is written under it, a larger one
 * is written aside and then copied within the store.
 */
export function openS3BlobStore(settings: S3Settings, options: S3StoreOptions = {}): BlobStore {
  const client = new S3Client(settings, options);
  const partBytes = options.partBytes ?? defaultPartBytes;
  const { prefix, bucketUrl } = settings;
  return {
    write: (tenantId, bytes) => write({ client, settings, partBytes }, tenantId, bytes),
    read: (tenantId, digest) => {
      const key = `${prefix}${blobName(tenantId, digest)}`;
      const source = Readable.from(readObject(client, key), { objectMode: false });
      return unpackBlob(source, digest, `${bucketUrl}/${key}`);
    },
    sweep: (sweep: BlobSweep) => sweepBucket({ client, prefix }, sweep),
    erase: (tenantId) => eraseObjects({ client, prefix }, tenantId),
  };
}

interface Writing {
  readonly client: S3Client;
  readonly settings: S3Settings;
  readonly partBytes: number;
}

async function write(
  { client, settings, partBytes }: Writing,
  tenantId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<StoredBlob> {
  const { prefix, bucket } = settings;
  const upload = new S3Upload(client, `${prefix}incoming/${randomUUID()}`, partBytes);
  const { source, packed, finish } = packBlob(bytes);
  try {
    await pipeline(source, packed, async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) await upload.write(piece);
    });
    const blob = finish();
    const key = `${prefix}${blobName(tenantId, blob.digest)}`;
    const whole = upload.onlyPart();
    if (whole !== undefined) {
      await client.send({ method: "PUT", key, body: whole });
      return blob;
    }
    await upload.complete();
    const headers = { "x-amz-copy-source": `/${bucket}/${upload.key}` };
    await client.ask({ method: "PUT", key, headers });
    await client.send({ method: "DELETE", key: upload.key });
    return blob;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/** Gives the bytes of an object; where the connection breaks off they go on from there. */
async function* readObject(client: S3Client, key: string): AsyncGenerator<Uint8Array> {
  let offset = 0;
  for (let breaks = 0; ; breaks++) {
    const headers: Record<string, string> = offset === 0 ? {} : { range: `bytes=${offset}-` };
    const answer = await client.send({ method: "GET", key, headers, expects: [404] });
    if (answer.status === 404) throw new Error(`${key}: there is no such object`);
    try {
      // A store that knows no ranges begins again.
      for await (const piece of piecesOf(answer, answer.status === 200 ? offset : 0)) {
        offset += piece.length;
        breaks = 0;
        yield piece;
      }
      return;
    } catch (error) {
      if (breaks >= maxBreaks) throw error;
    }
  }
}

/** Gives what stands behind the first bytes of an answer. */
async function* piecesOf({ body }: Response, skippedBytes: number): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterable<unknown> = Readable.from(body ?? []);
  let skipped = skippedBytes;
  for await (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) continue;
    const rest = piece.subarray(Math.min(skipped, piece.length));
    skipped -= piece.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}
