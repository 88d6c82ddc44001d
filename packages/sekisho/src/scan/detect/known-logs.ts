import { fingerprintBytes, type ReadPosition, startOfLog } from "./read-positions.ts";

/** A log that was read, or never is to be. */
export interface KnownLog {
  /** What it begins with: 1,024 bytes, or what there was. */
  readonly start: Buffer;
  readonly inode: number;
  /** Where the reading stopped; left out when all of it was read. */
  readonly readTo: ReadPosition | undefined;
}

/** The logs that had one name. */
export interface KnownLogs {
  note(log: KnownLog): void;
  /** Gives where a file goes on that was not read to its end; `undefined` for one that was. */
  findUnread(file: Pick<KnownLog, "start" | "inode">): ReadPosition | undefined;
}

/** So many are remembered: more than are looked at beside a log. */
const maxKnown = 1_000;

/** Makes an empty memory. */
export function createKnownLogs(): KnownLogs {
  const logs: KnownLog[] = [];
  return {
    note(log) {
      logs.push(log);
      if (logs.length > maxKnown) logs.shift();
    },
    findUnread(file) {
      const known = logs.findLast((log) => isSame(log, file));
      return known === undefined ? startOfLog : known.readTo;
    },
  };
}

/** Says whether a file is a log, under another name, copied or packed: events begin with their ids. */
export function isSame({ start, inode }: Pick<KnownLog, "start" | "inode">, file: Pick<KnownLog, "start" | "inode">) {
  if (!file.start.subarray(0, start.length).equals(start)) return false;
  return file.inode === inode || start.length >= fingerprintBytes || start.includes("\n");
}
