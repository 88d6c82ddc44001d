import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { unwritable } from "./database-error.ts";

/** A file for what does not fit into memory while a database is built. */
export interface ScratchFile {
  /** Gives where the bytes begin; they may be written over afterwards. */
  append(bytes: Uint8Array): number;
  /** Gives a copy of bytes that were put there. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

const heldBytes = 1024 * 1024;

/**
 * Makes a scratch file in the folder of a database. It has no name once it is open, so that nothing is left of a process
 * that is ended; where a system keeps the names of open files, it goes when it is closed.
 *
 * @throws {SekishoError} `database-unwritable`, here and when something is put there.
 */
export function openScratchFile(folder: string): ScratchFile {
  const path = join(folder, `scratch-${randomUUID()}`);
  const handle = writing(path, () => {
    mkdirSync(folder, { recursive: true });
    return openSync(path, "w+");
  });
  const hasName = !tryRemove(path);
  const held = Buffer.allocUnsafe(heldBytes);
  let heldLength = 0;
  let written = 0;
  function flush(): void {
    writeAll(path, handle, { bytes: held.subarray(0, heldLength), offset: written });
    written += heldLength;
    heldLength = 0;
  }
  return {
    append(bytes) {
      const offset = written + heldLength;
      if (heldLength + bytes.length > heldBytes) flush();
      if (bytes.length > heldBytes) {
        writeAll(path, handle, { bytes, offset });
        written += bytes.length;
      } else {
        held.set(bytes, heldLength);
        heldLength += bytes.length;
      }
      return offset;
    },
    read(offset, length) {
      if (offset + length > written) flush();
      const bytes = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; ) {
        const got = readSync(handle, bytes, at, length - at, offset + at);
        if (got === 0) throw new RangeError(`expected ${length} bytes at ${offset}, got ${at}`);
        at += got;
      }
      return bytes;
    },
    close() {
      closeSync(handle);
      if (hasName) tryRemove(path);
    },
  };
}

function tryRemove(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    // Some systems keep an open file: it is removed when it is closed.
    return false;
  }
}

function writeAll(
  path: string,
  handle: number,
  { bytes, offset }: { readonly bytes: Uint8Array; readonly offset: number },
): void {
  for (let at = 0; at < bytes.length; ) {
    at += writing(path, () => writeSync(handle, bytes, at, bytes.length - at, offset + at));
  }
}

function writing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
