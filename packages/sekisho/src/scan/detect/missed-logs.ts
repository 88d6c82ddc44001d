import { relative, sep } from "node:path";
import { fingerprintOfStart, type SavedPosition, startOfLog } from "./read-positions.ts";
import type { ResolvedLog } from "./resolve-logs.ts";
import { findRotatedLogs } from "./rotated-logs.ts";

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
  const rotated = (await findRotatedLogs(log.path)).map(({ path, sizeBytes, start }) => ({
    path,
    sizeBytes,
    fingerprint: fingerprintOfStart(start),
  }));
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
