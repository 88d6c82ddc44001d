import type { Readable } from "node:stream";

/** What was stored. */
export interface StoredBlob {
  /** `sha256:` and hex of the bytes as they were given, not as they are kept. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** What is swept, and what is left. */
export interface BlobSweep {
  /** In milliseconds since 1970; what is younger may belong to an upload that is under way. */
  readonly olderThanMs: number;
  /** Gives those of some digests that a report of the tenant names. */
  readonly findNamed: (tenantId: string, digests: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Keeps what came in, named by its content and apart for each tenant: nobody learns what others have. */
export interface BlobStore {
  /** Keeps bytes; when it answers they are safe. The same bytes again take no more room. */
  write(tenantId: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Gives bytes back. Throws when there are none, or others than were stored. */
  read(tenantId: string, digest: string): Readable;
  /** Deletes what nobody names: of reports that were forgotten, and of uploads that broke off. Gives how many. */
  sweep(sweep: BlobSweep): Promise<number>;
  /** Deletes everything that a tenant has. Gives how many. */
  erase(tenantId: string): Promise<number>;
}
