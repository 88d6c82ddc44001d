import { closeSync, openSync, readSync } from "node:fs";
import { sha256Hex } from "../digest.ts";

/** How far a log is read. */
export interface ReadPosition {
  /** Unpacked bytes. */
  readonly bytes: number;
  readonly lines: number;
}

/** A position as it is kept between runs: the beginning of a log names it, whatever its file is called after a rotation. */
export type SavedPosition = readonly [fingerprint: string, bytes: number, lines: number];

/** The start of a log. */
export const startOfLog: ReadPosition = { bytes: 0, lines: 0 };

/** Events begin with their ids: so many bytes are those of one log alone. */
export const fingerprintBytes = 1_024;

/**
 * Gives a name for a log by its first bytes; an empty text for one that is too short to have one, which is then read from
 * its start. Throws what the system says when the file cannot be read.
 */
export function fingerprintOfLog(path: string): string {
  const file = openSync(path, "r");
  try {
    return fingerprintOfOpenLog(file);
  } finally {
    closeSync(file);
  }
}

/** Gives the name of a log that is open. */
export function fingerprintOfOpenLog(descriptor: number): string {
  const start = Buffer.alloc(fingerprintBytes);
  return fingerprintOfStart(start.subarray(0, readSync(descriptor, start, 0, fingerprintBytes, 0)));
}

/** Gives the name of a log that begins with these bytes. */
export function fingerprintOfStart(start: Buffer): string {
  return start.length < fingerprintBytes ? "" : sha256Hex(start).slice(0, 32);
}
