import { closeSync, lstatSync, openSync, readFileSync, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { SekishoError } from "../../model/error.ts";
import { refuseFailedRead } from "../filesystem/read-file.ts";
import type { FileRange, LayerBlob } from "../image-source.ts";

/** So much of a layer is read at once. */
const pieceBytes = 1_048_576;
/** Stays in the processor's cache until it is hashed and unpacked. */
const transientBytes = 262_144;

/** Files by name, in a directory or in an archive. */
export interface FileSource {
  /** As the user names it, for messages. */
  readonly name: string;
  /** Finds a regular file; links inside an archive are followed. */
  find(path: string): FileRange | undefined;
  /** What is wrong with the archive as a whole: what it breaks off with, while everything before can be read. */
  readonly failure?: SekishoError;
  close(): Promise<void>;
}

/** Gives the files of a directory. Symbolic links are not followed: nothing outside is drawn in. */
export function directorySource(directory: string, name: string): FileSource {
  return {
    name,
    find(path) {
      if (path.split("/").includes("..")) return undefined;
      const file = join(directory, path);
      try {
        const status = lstatSync(file, { throwIfNoEntry: false });
        return status?.isFile() === true ? { file, offset: 0, length: status.size } : undefined;
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Reads a whole file of at most `maxBytes`. */
export async function readWhole(
  range: FileRange,
  limit: { readonly name: string; readonly maxBytes: number },
): Promise<Uint8Array> {
  if (range.length > limit.maxBytes) {
    throw new SekishoError("image-invalid", {
      en: `${limit.name} is larger than the limit maxDocumentBytes: expected at most ${limit.maxBytes} bytes, got ${range.length}.`,
      ja: `${limit.name} が上限 maxDocumentBytes を超えています。上限は ${limit.maxBytes} バイトですが、実際は ${range.length} バイトです。`,
    });
  }
  if (typeof range.file === "string" && range.offset === 0) {
    try {
      return readFileSync(range.file);
    } catch (error) {
      throw unreadable(range.file, error);
    }
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of streamRange(range, limit.name)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Gives a stretch of a file as the content of a layer. */
export function blobOfRange(range: FileRange, name: string): LayerBlob {
  return { range, open: () => streamRange(range, name) };
}

/**
 * Gives the same for a thread that has done with a piece when it asks for the next one, and nothing else to do while it
 * waits: all pieces share one memory.
 */
export function transientBlobOfRange(range: FileRange, name: string): LayerBlob {
  return { range, open: () => readInTurn(range, name) };
}

async function* streamRange(range: FileRange, name: string): AsyncGenerator<Uint8Array> {
  const file = await openRange(range, name);
  try {
    for (let done = 0; done < range.length; ) {
      // Memory of its own for each piece: the consumer may still hold the one before.
      const memory = Buffer.allocUnsafe(Math.min(pieceBytes, range.length - done));
      const bytesRead = await file.read(memory, range.offset + done);
      if (bytesRead === 0) throw endsEarly(name, range.length, done);
      done += bytesRead;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* readInTurn({ file, offset, length }: FileRange, name: string): AsyncGenerator<Uint8Array> {
  const memory = Buffer.allocUnsafeSlow(transientBytes);
  const descriptor = typeof file === "number" ? file : openFile(file, name);
  try {
    for (let done = 0; done < length; ) {
      const wanted = Math.min(memory.length, length - done);
      const bytesRead = readSync(descriptor, memory, 0, wanted, offset + done);
      if (bytesRead === 0) throw endsEarly(name, length, done);
      done += bytesRead;
      yield bytesRead === memory.length ? memory : memory.subarray(0, bytesRead);
    }
  } finally {
    // An open file belongs to the source.
    if (typeof file === "string") closeSync(descriptor);
  }
}

function openFile(file: string, name: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    throw unreadable(name, error);
  }
}

interface OpenedRange {
  read(memory: Buffer, position: number): Promise<number>;
  close(): Promise<void>;
}

async function openRange(range: FileRange, name: string): Promise<OpenedRange> {
  if (typeof range.file === "number") return openDescriptor(range.file);
  let handle: FileHandle;
  try {
    handle = await open(range.file, "r");
  } catch (error) {
    throw unreadable(name, error);
  }
  return {
    read: async (memory, position) => (await handle.read(memory, 0, memory.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

/** Reads a file that stays open: it belongs to the source and may have no name any more. */
async function openDescriptor(descriptor: number): Promise<OpenedRange> {
  const { read } = await import("node:fs");
  return {
    read: (memory, position) =>
      new Promise((resolve, reject) => {
        read(descriptor, memory, 0, memory.length, position, (error, bytesRead) => {
          if (error === null) resolve(bytesRead);
          else reject(error);
        });
      }),
    close: () => Promise.resolve(),
  };
}

/** Gives the error for a file of an image that cannot be read. */
export function unreadable(name: string, cause: unknown): SekishoError {
  const reading = refuseFailedRead(name, cause);
  if (reading.kind === "read") throw cause;
  return new SekishoError("target-unreadable", reading.message, { cause });
}

function endsEarly(name: string, expected: number, got: number): SekishoError {
  return new SekishoError("target-unreadable", {
    en: `${name} ends early: expected ${expected} bytes, got ${got}.`,
    ja: `${name} が途中で終わっています。${expected} バイトを想定しましたが、実際は ${got} バイトでした。`,
  });
}
