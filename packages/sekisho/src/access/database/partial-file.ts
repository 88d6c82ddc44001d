import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCodeOf, unwritable } from "./database-error.ts";

/** Gives where a file grows until it is whole: a later attempt or run goes on there. */
export function partialPath(path: string): string {
  return `${path}.partial`;
}

/** Gives how many bytes a file has; 0 where there is none. */
export async function partialBytes(path: string): Promise<number> {
  try {
    const handle = await open(path);
    const { size } = await handle.stat();
    await handle.close();
    return size;
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return 0;
    throw error;
  }
}

/**
 * Writes pieces to a file, behind what it has or in its place, until they end or there are more than allowed.
 *
 * @param grown Told of the file's length after every piece, before it is written; what it throws ends the work.
 * @throws {SekishoError} `database-unwritable`; what the pieces throw, with those before on the disk.
 */
export async function writePieces(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  { from, grown }: { readonly from: number; readonly grown: (bytes: number) => void },
): Promise<number> {
  await writing(path, () => mkdir(dirname(path), { recursive: true }));
  const handle = await writing(path, () => open(path, from === 0 ? "w" : "a"));
  try {
    let bytes = from;
    for await (const piece of pieces) {
      bytes += piece.length;
      grown(bytes);
      await writing(path, () => writeAll(handle, piece));
    }
    await writing(path, () => handle.sync());
    return bytes;
  } finally {
    await handle.close();
  }
}

/**
 * Gives a file its name when its bytes have the digest, in lower case hexadecimal SHA-256; removes it when they have
 * another one, and tells whether it has its name.
 *
 * @throws {SekishoError} `database-unwritable`.
 */
export async function acceptPartial(path: string, digest: string): Promise<boolean> {
  const partial = partialPath(path);
  if ((await digestOf(partial)) === digest) {
    await writing(path, () => rename(partial, path));
    return true;
  }
  await rm(partial, { force: true });
  return false;
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  const handle = await open(path);
  try {
    const piece = Buffer.alloc(256 * 1024);
    for (;;) {
      const { bytesRead } = await handle.read(piece);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function writing<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}
