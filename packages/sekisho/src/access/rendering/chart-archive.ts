import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { constants, createGunzip, gunzipSync } from "node:zlib";
import { defaultTarLimits } from "../../formats/tar/tar-limits.ts";
import { TarReader } from "../../formats/tar/tar-reader.ts";
import { chartFileName } from "../filesystem/chart-places.ts";

/** `helm package` writes the description of a chart first; so much of an archive holds it. */
const sniffedBytes = 16_384;
/** More than so many bytes inflate to is no start of a chart. */
const maxSniffedOutput = 4 * 1024 * 1024;
/** Texts of an archive that findings are traced to, all together; helm takes no larger chart by itself. */
const maxTextBytes = 32 * 1024 * 1024;
/** Inflated bytes after which reading ends. */
const maxArchiveBytes = 256 * 1024 * 1024;
const maxEntries = 10_000;

const limits = { ...defaultTarLimits, maxEntries };

/** Tells by its first bytes whether a file is a chart that `helm package` made. */
export function isChartArchive(path: string): boolean {
  try {
    const start = readStart(path);
    if (start[0] !== 0x1f || start[1] !== 0x8b) return false;
    const inflated = gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxSniffedOutput });
    return holdsDescription(inflated);
  } catch {
    // What cannot be inflated is no chart; who opens it as what it was named for says why.
    return false;
  }
}

/** Reads the texts of a packaged chart as if its one directory were the archive itself. Paths are absolute: `/charts/web.tgz/values.yaml`. */
export async function readChartArchive(path: string, maxFileBytes: number): Promise<ReadonlyMap<string, string>> {
  const collector = new TextCollector(path, maxFileBytes);
  const reader = new TarReader(collector, limits);
  let inflated = 0;
  try {
    for await (const piece of createReadStream(path).pipe(createGunzip())) {
      if (!(piece instanceof Buffer)) continue;
      inflated += piece.length;
      if (inflated > maxArchiveBytes) break;
      reader.write(piece);
    }
    reader.end();
  } catch {
    // What was read so far is what findings can be traced to; helm reads the same archive and says what is wrong with it.
  }
  return collector.texts;
}

function readStart(path: string): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(sniffedBytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, sniffedBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function holdsDescription(start: Buffer): boolean {
  let isFound = false;
  const reader = new TarReader(
    {
      begin({ path, type }) {
        if (type === "file" && isDescription(path)) isFound = true;
        return false;
      },
      write: () => undefined,
      end: () => undefined,
    },
    limits,
  );
  reader.write(start);
  return isFound;
}

function isDescription(path: string): boolean {
  const slash = path.indexOf("/");
  return slash > 0 && path.slice(slash + 1) === chartFileName;
}

/** Keeps the texts of an archive. */
class TextCollector {
  readonly texts = new Map<string, string>();
  readonly #root: string;
  readonly #maxFileBytes: number;
  #path = "";
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(root: string, maxFileBytes: number) {
    this.#root = root;
    this.#maxFileBytes = maxFileBytes;
  }

  begin({ path, type, size }: { readonly path: string; readonly type: string; readonly size: number }): boolean {
    const slash = path.indexOf("/");
    const isWanted = type === "file" && slash > 0 && size <= this.#maxFileBytes && this.#bytes + size <= maxTextBytes;
    this.#pieces = [];
    this.#path = isWanted ? join(this.#root, path.slice(slash + 1)) : "";
    return isWanted;
  }

  write(piece: Buffer): void {
    this.#pieces.push(Buffer.from(piece));
    this.#bytes += piece.length;
  }

  end(isWhole: boolean): void {
    if (isWhole && this.#path !== "") this.texts.set(this.#path, Buffer.concat(this.#pieces).toString("utf8"));
    this.#pieces = [];
    this.#path = "";
  }
}
