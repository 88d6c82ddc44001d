import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { defaultInflationLimits, inflate } from "../../formats/compression/inflate.ts";
import { fingerprintBytes, fingerprintOfStart, type SavedPosition, startOfLog } from "./read-positions.ts";
import type { ResolvedLog } from "./resolve-logs.ts";

/** What is known of a log that is followed. */
export interface FollowedPlace {
  readonly log: ResolvedLog;
  readonly positions: readonly SavedPosition[];
  readonly workingDirectory: string;
}

/**
 * Gives what a followed log was called since an earlier run stopped: the files beside it that its name begins, packed or not,
 * from the one in which that run stopped on, the oldest first. Empty where the log is still the same, or none is known.
 */
export async function findMissedLogs({
  log,
  positions,
  workingDirectory,
}: FollowedPlace): Promise<readonly ResolvedLog[]> {
  const known = new Map(positions.map(([fingerprint, bytes, lines]) => [fingerprint, { bytes, lines }]));
  if (known.size === 0 || known.has(log.fingerprint)) return [];
  const rotated = await findRotated(log.path);
  const first = rotated.findIndex(({ fingerprint }) => known.has(fingerprint));
  if (first === -1) return [];
  return rotated.slice(first).map(({ path, sizeBytes, fingerprint }) => ({
    name: relative(workingDirectory, path).split(sep).join("/"),
    path,
    sizeBytes,
    fingerprint,
    from: known.get(fingerprint) ?? startOfLog,
  }));
}

interface RotatedLog {
  readonly path: string;
  readonly sizeBytes: number;
  readonly changedMs: number;
  /** Of what is in it, also where that is packed. */
  readonly fingerprint: string;
}

/** More files of one log are not looked at: the youngest count. */
const maxRotated = 100;

/** `audit-2026-03-02T09-00-00.000.log`, `audit.log.1`, `audit.log-20260302.gz`: all that keep logs put something behind. */
async function findRotated(path: string): Promise<readonly RotatedLog[]> {
  const folder = dirname(path);
  const own = basename(path);
  const stem = basename(own, extname(own));
  const found: Omit<RotatedLog, "fingerprint">[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isRotated = entry.name.startsWith(stem) && "-._".includes(entry.name.charAt(stem.length));
    if (!entry.isFile() || entry.name === own || !isRotated) continue;
    const beside = join(folder, entry.name);
    const { size, mtimeMs } = await stat(beside);
    found.push({ path: beside, sizeBytes: size, changedMs: mtimeMs });
  }
  const youngest = found.toSorted((left, right) => left.changedMs - right.changedMs).slice(-maxRotated);
  const rotated: RotatedLog[] = [];
  for (const one of youngest) {
    const start = await readStart(one.path);
    if (start !== undefined) rotated.push({ ...one, fingerprint: fingerprintOfStart(start) });
  }
  return rotated;
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
