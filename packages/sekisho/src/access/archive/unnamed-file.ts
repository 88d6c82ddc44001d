import { randomBytes } from "node:crypto";
import { closeSync, openSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SekishoError } from "../../model/error.ts";

/** A file that goes away with the process that holds it open, however that ends. */
export interface UnnamedFile {
  readonly descriptor: number;
  write(piece: Uint8Array): void;
  close(): void;
}

/**
 * Opens a file in a folder for temporary files and takes its name away at once. Only its owner may read it.
 *
 * Windows keeps the name of an open file: there it goes when the file is closed.
 */
export function openUnnamedFile(directory: string = tmpdir()): UnnamedFile {
  const path = join(directory, `sekisho-${randomBytes(12).toString("hex")}`);
  let descriptor: number;
  try {
    descriptor = openSync(path, "wx+", 0o600);
  } catch (cause) {
    throw unwritable(directory, cause);
  }
  const isGone = removeName(path);
  return {
    descriptor,
    write(piece) {
      try {
        for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done);
      } catch (cause) {
        throw unwritable(directory, cause);
      }
    },
    close() {
      closeSync(descriptor);
      if (!isGone) removeName(path);
    },
  };
}

function removeName(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    // Where an open file keeps its name, the name is taken away when the file is closed.
    return false;
  }
}

function unwritable(directory: string, cause: unknown): SekishoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    "output-unwritable",
    {
      en: `A temporary file in ${directory} cannot be written: ${reason}.`,
      ja: `${directory} に一時ファイルを書き込めません。原因: ${reason}。`,
    },
    { cause },
  );
}
