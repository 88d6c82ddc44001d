import { fstatSync, statSync } from "node:fs";
import type { LayerBlob } from "../../access/image-source.ts";

/** A file that was written so shortly ago could be written again without its date showing it. */
const settledMs = 2_000;

/**
 * Names the bytes of a layer on this machine without reading them: file, stretch, size and both dates of the file in
 * nanoseconds. `undefined` where they do not lie in a file, and for one that was written just now.
 *
 * What was computed from the bytes of one identity holds for the same identity later: a name in an archive can be forged,
 * the date of the last change of an inode cannot be set.
 */
export function byteIdentityOf(blob: LayerBlob, nowMs: number): string | undefined {
  const { range } = blob;
  if (range === undefined) return undefined;
  const { file, offset, length } = range;
  try {
    const status = typeof file === "number" ? fstatSync(file, { bigint: true }) : statSync(file, { bigint: true });
    // A file without a name is gone with its process, and its number is used again.
    if (!status.isFile() || status.nlink === 0n || nowMs - Number(status.ctimeMs) < settledMs) return undefined;
    const parts = [status.dev, status.ino, status.size, status.mtimeNs, status.ctimeNs, offset, length];
    return parts.join(":");
  } catch {
    // Whoever reads the layer says what is wrong with the file.
    return undefined;
  }
}
