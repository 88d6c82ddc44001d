import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { createGzip, createZstdDecompress, type Gzip } from "node:zlib";
import { defaultTarLimits } from "../../../formats/tar/tar-limits.ts";
import { TarReader } from "../../../formats/tar/tar-reader.ts";
import { unreachable } from "../feed-error.ts";

/** The largest document seen has 3 MB. */
const maxDocumentBytes = 64 * 1024 ** 2;
const documentName = /(?:^|\/)(\d{4})\/[\w.-]+\.json$/;

/** A file of one year that is being written. */
interface YearFile {
  readonly path: string;
  readonly gzip: Gzip;
  readonly done: Promise<void>;
}

/**
 * Takes an archive of documents apart into one file a year, `2024.jsonl.gz`, a document a line.
 *
 * One document is in memory at a time. The files of an earlier archive are replaced when the whole archive was read.
 *
 * @throws {SekishoError} `feed-unreachable` when the archive is damaged or breaks off; the earlier files stay.
 */
export async function splitVexArchive(path: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const years = new Map<string, YearFile>();
  try {
    await readArchive(path, (year, text) => lineTo(years, folder, { year, text }));
    for (const { gzip } of years.values()) gzip.end();
    await Promise.all([...years.values()].map(({ done }) => done));
  } catch (error) {
    for (const file of years.values()) discard(file);
    throw error;
  }
  for (const [year, file] of years) renameSync(file.path, join(folder, `${year}.jsonl.gz`));
}

function discard({ path, gzip, done }: YearFile): void {
  // The error that ends the work is the one that is reported.
  done.catch(() => undefined);
  gzip.destroy();
  rmSync(path, { force: true });
}

/** Gives whether more can be written at once. */
type GiveDocument = (year: string, text: string) => Promise<void> | undefined;

async function readArchive(path: string, give: GiveDocument): Promise<void> {
  let year: string | undefined;
  let pieces: Buffer[] = [];
  let bytes = 0;
  let waiting: Promise<void> | undefined;
  const reader = new TarReader(
    {
      begin(entry) {
        year = entry.type === "file" ? documentName.exec(entry.path)?.[1] : undefined;
        pieces = [];
        bytes = 0;
        return year !== undefined && entry.size <= maxDocumentBytes;
      },
      write(piece) {
        bytes += piece.length;
        if (bytes <= maxDocumentBytes) pieces.push(Buffer.from(piece));
      },
      end(isWhole) {
        if (isWhole && year !== undefined && pieces.length > 0) {
          waiting = give(year, oneLine(path, Buffer.concat(pieces).toString("utf8"))) ?? waiting;
        }
        pieces = [];
      },
    },
    defaultTarLimits,
  );
  for await (const piece of decompress(path)) {
    reader.write(piece);
    await waiting;
    waiting = undefined;
  }
  reader.end();
  const [problem] = reader.diagnostics;
  if (problem !== undefined) throw unreachable(path, problem.message.en);
}

async function* decompress(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of createReadStream(path).pipe(createZstdDecompress())) {
      if (Buffer.isBuffer(piece)) yield piece;
    }
  } catch (cause) {
    throw unreachable(path, "expected an archive compressed with zstd", cause);
  }
}

function lineTo(
  years: Map<string, YearFile>,
  folder: string,
  { year, text }: { readonly year: string; readonly text: string },
) {
  const file = years.get(year) ?? openYear(folder, year);
  years.set(year, file);
  if (file.gzip.write(`${text}\n`)) return undefined;
  return new Promise<void>((resolve) => file.gzip.once("drain", resolve));
}

function openYear(folder: string, year: string): YearFile {
  const path = join(folder, `${year}.jsonl.gz.new`);
  const gzip = createGzip({ level: 6 });
  return { path, gzip, done: finished(gzip.pipe(createWriteStream(path))) };
}

function oneLine(path: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw unreachable(path, "expected documents of JSON", cause);
  }
}
