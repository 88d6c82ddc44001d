import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { refuseFailedRead } from "./read-file.ts";

/** So much is read at once; larger pieces are not faster. */
const pieceBytes = 262_144;

/** Reads files of a walk, one after the other, into the same memory. */
export interface ContentReader {
  /** Gives the content in pieces; false when the end was not reached, which is reported. */
  read(path: string | Buffer, entry: FileEntry, consume: (piece: Buffer) => void): boolean;
}

/** Gives a reader whose memory is taken with the first file. */
export function createContentReader(report: (diagnostic: Diagnostic) => void): ContentReader {
  let memory: Buffer | undefined;
  return {
    read(path, entry, consume) {
      if (entry.type !== "file") return false;
      memory ??= Buffer.allocUnsafe(pieceBytes);
      try {
        const bytesRead = readFile(path, { memory, size: entry.size, consume });
        if (bytesRead === entry.size) return true;
        report(changed(entry, bytesRead));
      } catch (error) {
        // What the consumer of a piece throws is none of our business.
        if (!(error instanceof Error && "syscall" in error)) throw error;
        const reading = refuseFailedRead(entry.path, error);
        if (reading.kind !== "refused") throw error;
        const location = { path: entry.path };
        report({ code: "file/unreadable", level: "error", message: reading.message, location });
      }
      return false;
    },
  };
}

interface Reading {
  readonly memory: Buffer;
  readonly size: number;
  readonly consume: (piece: Buffer) => void;
}

/** Gives the number of bytes that the file has: those that were read, or more when it has grown. */
function readFile(path: string | Buffer, reading: Reading): number {
  const { memory, size, consume } = reading;
  // A file that was swapped for a link or a pipe since it was listed is neither followed nor waited for.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return -1;
    let offset = 0;
    while (offset < size) {
      const bytesRead = readSync(descriptor, memory, 0, Math.min(memory.length, size - offset), offset);
      if (bytesRead === 0) break;
      consume(memory.subarray(0, bytesRead));
      offset += bytesRead;
    }
    return offset < size ? offset : Math.max(size, status.size);
  } finally {
    closeSync(descriptor);
  }
}

function changed(entry: FileEntry, bytesRead: number): Diagnostic {
  const got = bytesRead === -1 ? { en: "no regular file", ja: "通常のファイル以外" } : bytes(bytesRead);
  return {
    code: "file/changed",
    level: "error",
    message: {
      en: `${entry.path} changed while it was read: expected ${entry.size} bytes, got ${got.en}.`,
      ja: `${entry.path} は読み取り中に変更されました。${entry.size} バイトを想定しましたが、実際は${got.ja}でした。`,
    },
    location: { path: entry.path },
  };
}

function bytes(count: number) {
  return { en: `${count}`, ja: ` ${count} バイト` };
}
