import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { defaultInflationLimits, inflate } from "../../formats/compression/inflate.ts";
import { fingerprintBytes } from "./read-positions.ts";

/** A file beside a log, which had its name before. */
export interface RotatedLog {
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
  readonly inode: number;
  /** The first bytes of what is in it, also where that is packed: 1,024, or all of a shorter one. */
  readonly start: Buffer;
}

/** More files of one log are not looked at: the youngest count. */
const maxRotated = 100;

/**
 * Finds `audit-2026-03-02T09-00-00.000.log`, `audit.log.1`, `audit.log-20260302.gz`: all that keep logs put something behind
 * the name. The oldest first; what cannot be read is left out.
 */
export async function findRotatedLogs(path: string): Promise<readonly RotatedLog[]> {
  const folder = dirname(path);
  const own = basename(path);
  const stem = basename(own, extname(own));
  const found: Omit<RotatedLog, "start">[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isRotated = entry.name.startsWith(stem) && "-._".includes(entry.name.charAt(stem.length));
    if (!entry.isFile() || entry.name === own || !isRotated) continue;
    const beside = await lookAt(join(folder, entry.name));
    if (beside !== undefined) found.push(beside);
  }
  const youngest = found.toSorted((left, right) => left.changedMs - right.changedMs).slice(-maxRotated);
  const rotated: RotatedLog[] = [];
  for (const one of youngest) {
    const start = await readStart(one.path);
    if (start !== undefined) rotated.push({ ...one, start });
  }
  return rotated;
}

/** Gives what the system says of a file; `undefined` where a rotation has just taken it away. */
async function lookAt(path: string): Promise<Omit<RotatedLog, "start"> | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return { path, sizeBytes: size, changedMs: mtimeMs, inode: ino };
  } catch {
    return undefined;
  }
}

/** Gives the first bytes of a log, unpacked; `undefined` where it cannot be read, and is none that was followed. */
async function readStart(path: string): Promise<Buffer | undefined> {
  const source = createReadStream(path, { highWaterMark: 65_536 });
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of inflate(source, defaultInflationLimits, "in-turn").pieces) {
      pieces.push(Buffer.from(piece));
      bytes += piece.length;
      if (bytes >= fingerprintBytes) break;
    }
    return Buffer.concat(pieces).subarray(0, fingerprintBytes);
  } catch {
    return undefined;
  } finally {
    source.destroy();
  }
}
