import { readFileSync } from "node:fs";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { detectCompression } from "../../formats/compression/detect-compression.ts";
import { readZipEntry } from "../../formats/zip/read-entry.ts";
import { readZip } from "../../formats/zip/read-zip.ts";
import { SekishoError } from "../../model/error.ts";

/** One document, decompressed. */
export interface ReadDocument {
  /** Path of its file; behind `!` the name in an archive. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** No document of a feed comes near when it is decompressed. */
const maxDocumentBytes = 2 * 1024 * 1024 * 1024 - 1;
const zipMagic = Buffer.from("PK\u0003\u0004", "latin1");

/**
 * Reads a file of a feed: one document, plain or compressed with gzip or zstd, or a zip archive of documents.
 *
 * @throws {SekishoError} `target-unreadable` when the file is cut off, damaged, or compressed in another way: a part of
 * a feed is never taken for the whole.
 */
export function* readDocuments(path: string): Generator<ReadDocument> {
  const bytes = readOrRefuse(path, () => readFileSync(path));
  if (bytes.subarray(0, zipMagic.length).equals(zipMagic)) yield* readArchive(path, bytes);
  else yield { name: path, bytes: readOrRefuse(path, () => decompress(bytes)) };
}

function* readArchive(path: string, bytes: Buffer): Generator<ReadDocument> {
  const archive = readZip(bytes, (name) => !name.endsWith("/"));
  const [problem] = archive.problems;
  if (problem !== undefined) throw unreadable(path, JSON.stringify(problem));
  for (const entry of archive.entries) {
    const content = readZipEntry(bytes, entry, maxDocumentBytes);
    const name = `${path}!${entry.name}`;
    if (content.kind === "problem") throw unreadable(name, JSON.stringify(content.problem));
    yield { name, bytes: content.bytes };
  }
}

function decompress(bytes: Buffer): Buffer {
  const compression = detectCompression(bytes);
  const limit = { maxOutputLength: maxDocumentBytes };
  if (compression === "gzip") return gunzipSync(bytes, limit);
  if (compression === "zstd") return zstdDecompressSync(bytes, limit);
  if (compression === "unknown") return bytes;
  throw new Error(`expected no compression, gzip, zstd or zip, got ${compression}`);
}

function readOrRefuse(path: string, read: () => Buffer): Buffer {
  try {
    return read();
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function unreadable(name: string, reason: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "target-unreadable",
    { en: `cannot read ${name}: ${reason}`, ja: `${name} を読み取れません。${reason}` },
    { cause },
  );
}
