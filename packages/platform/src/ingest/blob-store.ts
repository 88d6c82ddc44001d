import type { Readable } from "node:stream";

/** What was stored. */
export interface StoredBlob {
  /** `sha256:` and hex of the bytes as they were given, not as they are kept. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Keeps what came in, named by its content and apart for each tenant: nobody learns what others have. */
export interface BlobStore {
  /** Keeps bytes; when it answers they are safe. The same bytes again take no more room. */
  write(tenantId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Gives bytes back. Throws when there are none, or others than were stored. */
  read(tenantId: string, digest: string): Readable;
}
