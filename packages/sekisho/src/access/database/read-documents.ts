import { createReadStream, readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { Bzip2Decoder } from "../../formats/bzip2/bzip2-decoder.ts";
import { detectCompression } from "../../formats/compression/detect-compression.ts";
import { readZipEntry } from "../../formats/zip/read-entry.ts";
import { readZip } from "../../formats/zip/read-zip.ts";
import { SekishoError } from "../../model/error.ts";

/** One document. */
export interface ReadDocument {
  /** Path of its file; behind `!` the name in an archive. */
  readonly name: string;
  /** Gives its content, decompressed, piece by piece; throws `target-unreadable` where `readDocuments` says so. */
  readonly open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** No document of an archive comes near when it is decompressed. */
const maxEntryBytes = 2 * 1024 * 1024 * 1024 - 1;
/** Nor does any other document: what goes on behind it is no data. */
const maxDocumentBytes = 64 * 1024 * 1024 * 1024;
const pieceBytes = 256 * 1024;
const zipMagic = Buffer.from("PK\u0003\u0004", "latin1");

/**
 * Reads a file of a feed: one document, plain or compressed with gzip, zstd or bzip2, or a zip archive of documents. A
 * document is never held as a whole; of an archive the packed bytes are.
 *
 * @throws {SekishoError} `target-unreadable` when the file is cut off, damaged, or compressed in another way: a part of
 * a feed is never taken for the whole.
 */
export async function* readDocuments(path: string): AsyncGenerator<ReadDocument> {
  const start = await readStart(path);
  if (start.subarray(0, zipMagic.length).equals(zipMagic)) yield* readArchive(path);
  else yield { name: path, open: () => readStream(path, start) };
}

async function readStart(path: string): Promise<Buffer> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unreadable(path, reasonOf(cause), cause);
  }
}

async function* readStream(path: string, start: Buffer): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    const file = createReadStream(path, { highWaterMark: pieceBytes });
    for await (const piece of decompress(file, start)) {
      bytes += piece.length;
      if (bytes > maxDocumentBytes) throw new Error(`expected at most ${maxDocumentBytes} bytes`);
      yield piece;
    }
  } catch (cause) {
    throw unreadable(path, reasonOf(cause), cause);
  }
}

/** Decompresses a file that begins so. */
function decompress(file: Readable, start: Buffer): AsyncIterable<Uint8Array> {
  const compression = detectCompression(start);
  if (compression === "bzip2") return unpackBzip2(file);
  // The error of either stream comes out of the last one.
  const nothing = (): void => undefined;
  if (compression === "gzip") return pipeline(file, createGunzip({ chunkSize: pieceBytes }), nothing);
  if (compression === "zstd") return pipeline(file, createZstdDecompress({ chunkSize: pieceBytes }), nothing);
  if (compression === "unknown") return file;
  throw new Error(`expected no compression, gzip, zstd, bzip2 or zip, got ${compression}`);
}

async function* unpackBzip2(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new Bzip2Decoder();
  for await (const piece of file) yield* decoder.write(piece);
  yield* decoder.end();
}

function* readArchive(path: string): Generator<ReadDocument> {
  const bytes = readFileSync(path);
  const archive = readZip(bytes, (name) => !name.endsWith("/"));
  const [problem] = archive.problems;
  if (problem !== undefined) throw unreadable(path, JSON.stringify(problem));
  for (const entry of archive.entries) {
    const name = `${path}!${entry.name}`;
    yield {
      name,
      open() {
        const content = readZipEntry(bytes, entry, maxEntryBytes);
        if (content.kind === "problem") throw unreadable(name, JSON.stringify(content.problem));
        return [content.bytes];
      },
    };
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function unreadable(name: string, reason: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "target-unreadable",
    { en: `cannot read ${name}: ${reason}`, ja: `${name} を読み取れません。${reason}` },
    { cause },
  );
}
