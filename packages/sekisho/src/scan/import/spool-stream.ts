import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readPieces } from "../../access/filesystem/read-pieces.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";

/** A stream that was put into a file: a document is read more than once. */
export interface SpooledStream {
  readonly source: DocumentSource;
  /** Deletes the file. */
  readonly remove: () => Promise<void>;
}

/** Puts a stream such as `process.stdin` into a file of its own, which nobody else can read. */
export async function spoolStream(stream: AsyncIterable<Uint8Array | string>): Promise<SpooledStream> {
  const folder = await mkdtemp(join(tmpdir(), "sekisho-import-"));
  const path = join(folder, "document");
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { source: { name: "-", open: () => readPieces(path) }, remove };
}
