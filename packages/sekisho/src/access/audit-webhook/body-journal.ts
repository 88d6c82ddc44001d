import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Keeps what was accepted and is not worked off: whoever takes over after a crash finds it. */
export interface BodyJournal {
  /** Writes a body; it outlives the process when the promise ends well. Bodies stand in the order of the calls. */
  append(body: Uint8Array): Promise<void>;
  /** Begins a new segment for everything that is appended from now on; gives the number of the one before. */
  rotate(): number;
  /** Forgets segments up to a number: what stands in them is worked off. */
  drop(upTo: number): Promise<void>;
  close(): Promise<void>;
}

const segmentEnding = ".bodies";
/** Before each body stands its length. */
const headerBytes = 4;

/** Opens the journal of a folder, behind what stands in it. */
export async function openBodyJournal(folder: string): Promise<BodyJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const segments = await listSegments(folder);
  return new Journal(folder, (segments.at(-1) ?? 0) + 1);
}

/** Reads the bodies that a journal still holds, the oldest first. A body that breaks off was never accepted. */
export async function* readBodyJournal(folder: string, maxBodyBytes: number): AsyncGenerator<Buffer> {
  for (const number of await listSegments(folder)) yield* readSegment(segmentPath(folder, number), maxBodyBytes);
}

/** Gives the numbers of the segments in a folder, in their order; none where there is no such folder. */
async function listSegments(folder: string): Promise<readonly number[]> {
  try {
    const numbers = (await readdir(folder)).flatMap((name) => {
      const [, digits] = /^(\d{1,12})\.bodies$/.exec(name) ?? [];
      return digits === undefined ? [] : [Number(digits)];
    });
    return numbers.toSorted((left, right) => left - right);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function segmentPath(folder: string, number: number): string {
  return join(folder, `${String(number).padStart(12, "0")}${segmentEnding}`);
}

async function* readSegment(path: string, maxBodyBytes: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576 })) {
    if (!Buffer.isBuffer(piece)) continue;
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.length >= headerBytes) {
      const length = rest.readUInt32BE();
      // A damaged length leads nowhere: what stands behind it cannot be told apart any more.
      if (length > maxBodyBytes) return;
      if (rest.length < headerBytes + length) break;
      yield rest.subarray(headerBytes, headerBytes + length);
      rest = rest.subarray(headerBytes + length);
    }
  }
}

interface Waiting {
  readonly segment: number;
  readonly body: Uint8Array;
  readonly settle: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/** Holds the open segment, and what waits to be written while another write is under way. */
class Journal implements BodyJournal {
  readonly #folder: string;
  #segment: number;
  #open: { readonly segment: number; readonly file: FileHandle } | undefined;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(folder: string, segment: number) {
    this.#folder = folder;
    this.#segment = segment;
  }

  append(body: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ segment: this.#segment, body, settle: { resolve, reject } });
    this.#writing ??= this.#write();
    return promise;
  }

  rotate(): number {
    this.#segment += 1;
    return this.#segment - 1;
  }

  async drop(upTo: number): Promise<void> {
    for (const number of await listSegments(this.#folder)) {
      if (number <= upTo) await rm(segmentPath(this.#folder, number), { force: true });
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#open?.file.close();
    this.#open = undefined;
  }

  /** What came during one write is written together by the next one. */
  async #write(): Promise<void> {
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const { segment } = first;
      const end = this.#waiting.findIndex((waiting) => waiting.segment !== segment);
      const group = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
      try {
        const file = await this.#fileOf(segment);
        await file.writev(group.flatMap(({ body }) => [lengthOf(body), body]));
        for (const { settle } of group) settle.resolve();
      } catch (error) {
        for (const { settle } of group) settle.reject(error);
      }
    }
    this.#writing = undefined;
  }

  async #fileOf(segment: number): Promise<FileHandle> {
    if (this.#open?.segment === segment) return this.#open.file;
    await this.#open?.file.close();
    this.#open = undefined;
    const file = await open(segmentPath(this.#folder, segment), "a", 0o600);
    this.#open = { segment, file };
    return file;
  }
}

function lengthOf(body: Uint8Array): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUInt32BE(body.length);
  return header;
}
