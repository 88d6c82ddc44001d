import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { type AuditLogReader, openAuditLog } from "../../formats/audit-log/audit-log-reader.ts";
import type { AuditLogProblem } from "../../formats/audit-log/problems.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { fingerprintBytes, fingerprintOfOpenLog, type ReadPosition, type SavedPosition } from "./read-positions.ts";

/** A log that is read as it grows. */
export interface FollowedLog {
  /** Events as they come; an empty list now and then when there are none. Ends with the signal. */
  readonly events: AsyncIterable<readonly StreamEvent[]>;
  readonly problems: () => readonly AuditLogProblem[];
  readonly position: () => ReadPosition;
  /** Of files that had the name before, read to their ends. */
  readonly pastPositions: () => readonly SavedPosition[];
  /** Of the file that is read now; empty while it is too short to have one. */
  readonly fingerprint: () => string;
}

/** What following obeys. */
export interface FollowSettings {
  /** As reports name it. */
  readonly name: string;
  readonly cluster: string;
  readonly from: ReadPosition;
  readonly signal: AbortSignal;
  readonly pollMs?: number;
}

const defaultPollMs = 250;
const pieceBytes = 262_144;

/**
 * Reads a file as it grows. When another file takes its name, or it is cut, the rest of the old one is given up to its last
 * line, and the new one is read from its start: log rotation.
 */
export function followLog(path: string, settings: FollowSettings): FollowedLog {
  const { name, cluster, from } = settings;
  const state: FollowState = {
    reader: openAuditLog({ path: name, cluster, from }),
    fingerprint: "",
    pastProblems: [],
    pastPositions: [],
  };
  return {
    events: follow(path, settings, state),
    problems: () => [...state.pastProblems, ...state.reader.problems()],
    pastPositions: () => state.pastPositions,
    position: () => state.reader.position(),
    fingerprint: () => state.fingerprint,
  };
}

/** What is read at the moment. */
interface FollowState {
  reader: AuditLogReader;
  fingerprint: string;
  readonly pastProblems: AuditLogProblem[];
  readonly pastPositions: SavedPosition[];
}

async function* follow(
  path: string,
  { name, cluster, from, signal, pollMs = defaultPollMs }: FollowSettings,
  state: FollowState,
): AsyncGenerator<readonly StreamEvent[]> {
  let offset = from.bytes;
  while (!signal.aborted) {
    for await (const piece of readUntilReplaced(path, { offset, signal, pollMs, state })) {
      yield piece.length === 0 ? [] : state.reader.write(piece);
    }
    if (signal.aborted) return;
    yield state.reader.end();
    leave(state);
    state.reader = openAuditLog({ path: name, cluster });
    state.fingerprint = "";
    offset = 0;
  }
}

/** So many files of one name are remembered. */
const maxPastPositions = 100;

function leave({ reader, fingerprint, pastProblems, pastPositions }: FollowState): void {
  pastProblems.push(...reader.problems());
  const { bytes, lines } = reader.position();
  if (fingerprint === "") return;
  pastPositions.push([fingerprint, bytes, lines]);
  if (pastPositions.length > maxPastPositions) pastPositions.shift();
}

interface Polling {
  readonly offset: number;
  readonly signal: AbortSignal;
  readonly pollMs: number;
  readonly state: FollowState;
}

/** Gives what is written to a file, and nothing now and then when nothing is; ends when another file has its name. */
async function* readUntilReplaced(
  path: string,
  { offset: start, signal, pollMs, state }: Polling,
): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    const { ino } = await file.stat();
    let begin = await readStart(file, start);
    for (let offset = start; ; ) {
      // Cut, and already longer than it was.
      if (!begin.equals(await readStart(file, begin.length))) return;
      const piece = Buffer.allocUnsafe(pieceBytes);
      const { bytesRead } = await file.read(piece, 0, pieceBytes, offset);
      offset += bytesRead;
      if (begin.length < fingerprintBytes) begin = await readStart(file, offset);
      if (state.fingerprint === "" && bytesRead > 0) state.fingerprint = fingerprintOfOpenLog(file.fd);
      yield piece.subarray(0, bytesRead);
      if (bytesRead > 0) continue;
      if (signal.aborted || (await isReplaced(path, ino, offset))) return;
      await pause(pollMs, signal);
    }
  } finally {
    await file.close();
  }
}

/** What a log begins with never changes as long as it is the same. */
async function readStart(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(length, fingerprintBytes));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}

async function isReplaced(path: string, inode: number, offset: number): Promise<boolean> {
  try {
    const { ino, size } = await stat(path);
    return ino !== inode || size < offset;
  } catch {
    // Between two steps of a rotation there is no file of that name: the next look finds the new one.
    return false;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    // The signal ends the waiting; the loop sees it.
  }
}
