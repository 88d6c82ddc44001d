import { createReadStream, createWriteStream, renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

/** Gives the lines of a file compressed with gzip. */
export async function* readLineFile(path: string): AsyncGenerator<string> {
  const text = createReadStream(path).pipe(createGunzip());
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield line;
  }
}

/** Writes lines to a file compressed with gzip, whole or not at all. */
export async function writeLineFile(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const partial = `${path}.new`;
  try {
    await pipeline(Readable.from(endLines(lines)), createGzip({ level: 6 }), createWriteStream(partial));
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

async function* endLines(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
