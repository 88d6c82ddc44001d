import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { openAuditLog } from "../../formats/audit-log/audit-log-reader.ts";
import { type AuditLogProblem, sumProblems } from "../../formats/audit-log/problems.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { createKnownLogs, isSame, type KnownLogs } from "./known-logs.ts";
import { type LogStream, openLogStream } from "./log-stream.ts";
import {
  fingerprintBytes,
  fingerprintOfOpenLog,
  fingerprintOfStart,
  type ReadPosition,
  type SavedPosition,
  startOfLog,
} from "./read-positions.ts";
import { findRotatedLogs, type RotatedLog } from "./rotated-logs.ts";

/** A log that is read as it grows. */
export interface FollowedLog {
  /** Events as they come; an empty list now and then when there are none. Ends with the signal. */
  readonly events: AsyncIterable<readonly StreamEvent[]>;
  readonly problems: () => readonly AuditLogProblem[];
  /** What the decompression of rotated files has to say. */
  readonly diagnostics: () => readonly Diagnostic[];
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
  /** Of the log that `from` belongs to; empty where that was too short to have one. */
  readonly fromFingerprint: string;
  readonly signal: AbortSignal;
  readonly pollMs?: number;
}

const defaultPollMs = 250;
const pieceBytes = 262_144;

/**
 * Reads a file as it grows. When another file takes its name, or it is cut, three things are read, one after the other: the
 * rest of the old one; the files that came and went between two looks, which lie beside it under new names; the new one from
 * its start. That is how logs are rotated, by new names, by copies, once or several times at once.
 */
export function followLog(path: string, settings: FollowSettings): FollowedLog {
  const { name, cluster, from } = settings;
  const state: FollowState = {
    reader: openAuditLog({ path: name, cluster, from }),
    fingerprint: "",
    known: createKnownLogs(),
    pastProblems: [],
    pastDiagnostics: [],
    pastPositions: [],
  };
  return {
    events: follow(path, settings, state),
    problems: () => sumProblems(state.pastProblems, state.reader.problems()),
    diagnostics: () => state.pastDiagnostics,
    pastPositions: () => state.pastPositions,
    position: () => state.reader.position(),
    fingerprint: () => state.fingerprint,
  };
}

/** What is read at the moment. */
interface FollowState {
  reader: Pick<LogStream, "position" | "problems">;
  fingerprint: string;
  readonly known: KnownLogs;
  pastProblems: readonly AuditLogProblem[];
  readonly pastDiagnostics: Diagnostic[];
  readonly pastPositions: SavedPosition[];
}

async function* follow(
  path: string,
  settings: FollowSettings,
  state: FollowState,
): AsyncGenerator<readonly StreamEvent[]> {
  const { name, cluster, from, fromFingerprint, signal } = settings;
  await noteEarlier(path, settings, state);
  for (let offset = from.bytes, expected = fromFingerprint; !signal.aborted; offset = 0, expected = "") {
    const reader = openAuditLog({ path: name, cluster, ...(offset === 0 ? {} : { from }) });
    state.reader = reader;
    const reading: Reading = { settings, offset, expected, state, ended: undefined };
    for await (const piece of readUntilReplaced(path, reading)) yield piece.length === 0 ? [] : reader.write(piece);
    const { ended } = reading;
    if (signal.aborted) return;
    // A log that was cut goes on in the copy that was made of it, if there is one.
    const goesOn = ended?.isCut === true && (await findRotatedLogs(path)).some((file) => isSame(ended, file));
    if (ended !== undefined) state.known.note({ ...ended, readTo: ended.isCut ? reader.position() : undefined });
    if (!goesOn) yield reader.end();
    leave(state);
    yield* readUnread(path, settings, state);
  }
}

/** What lies beside a log at the beginning was read before or never asked for, up to the log that the reading goes on in. */
async function noteEarlier(path: string, { from, fromFingerprint }: FollowSettings, { known }: FollowState) {
  for (const { start, inode } of await findRotatedLogs(path)) {
    const isLast = fromFingerprint !== "" && fingerprintOfStart(start) === fromFingerprint;
    known.note({ start, inode, readTo: isLast ? from : undefined });
    if (isLast) return;
  }
}

/** So many files of one name are remembered. */
const maxPastPositions = 100;

function leave(state: FollowState): void {
  const { reader, fingerprint, pastPositions } = state;
  state.pastProblems = sumProblems(state.pastProblems, reader.problems());
  const { bytes, lines } = reader.position();
  state.reader = { position: () => ({ bytes, lines }), problems: () => [] };
  state.fingerprint = "";
  if (fingerprint === "") return;
  pastPositions.push([fingerprint, bytes, lines]);
  if (pastPositions.length > maxPastPositions) pastPositions.shift();
}

/** Files take new names while they are looked for; so many times that is tried again. */
const maxVanished = 100;

/** Reads what had the log's name and was not read to its end, the oldest first. */
async function* readUnread(
  path: string,
  settings: FollowSettings,
  state: FollowState,
): AsyncGenerator<readonly StreamEvent[]> {
  for (let vanished = 0; vanished < maxVanished && !settings.signal.aborted; ) {
    const unread = (await findRotatedLogs(path)).find((file) => state.known.findUnread(file) !== undefined);
    if (unread === undefined) return;
    const file = await findSameFile(unread);
    if (file === undefined) vanished += 1;
    else yield* readRotated(unread, { file, settings, state });
  }
}

/** Opens a file; `undefined` when another one has its name by now, or none. */
async function findSameFile({ path, inode }: RotatedLog): Promise<FileHandle | undefined> {
  try {
    const file = await open(path, "r");
    if ((await file.stat()).ino === inode) return file;
    await file.close();
    return undefined;
  } catch {
    return undefined;
  }
}

interface OpenedLog {
  readonly file: FileHandle;
  readonly settings: FollowSettings;
  readonly state: FollowState;
}

async function* readRotated(
  { start, inode }: RotatedLog,
  { file, settings, state }: OpenedLog,
): AsyncGenerator<readonly StreamEvent[]> {
  const { name, cluster } = settings;
  const from = state.known.findUnread({ start, inode }) ?? startOfLog;
  const source = file.createReadStream({ highWaterMark: pieceBytes });
  const stream = openLogStream(source, { name, cluster, from, onBytes: () => undefined });
  state.reader = stream;
  state.fingerprint = fingerprintOfStart(start);
  try {
    for (let events = await stream.next(); events !== undefined; events = await stream.next()) {
      yield events;
      if (settings.signal.aborted) return;
    }
  } finally {
    await stream.close();
  }
  state.pastDiagnostics.push(...stream.diagnostics());
  state.known.note({ start, inode, readTo: undefined });
  leave(state);
}

/** One file that is read as it grows. */
interface Reading {
  readonly settings: FollowSettings;
  readonly offset: number;
  /** The fingerprint of the log that the offset belongs to; empty where it belongs to any. */
  readonly expected: string;
  readonly state: FollowState;
  /** How it ended: cut, or with its name taken by another. Left out where it was another file from the start. */
  ended: { readonly start: Buffer; readonly inode: number; readonly isCut: boolean } | undefined;
}

/** Gives what is written to a file, and nothing now and then when nothing is; ends when another file has its name. */
async function* readUntilReplaced(path: string, reading: Reading): AsyncGenerator<Buffer> {
  const { settings, offset: from, expected, state } = reading;
  const { signal, pollMs = defaultPollMs } = settings;
  const file = await open(path, "r");
  try {
    if (expected !== "" && fingerprintOfOpenLog(file.fd) !== expected) return await noteMoved(path, reading);
    const { ino: inode } = await file.stat();
    let start = await readStart(file, from);
    let isRenamed = false;
    for (let offset = from; ; ) {
      // Cut, and already longer than it was.
      const isCut = !start.equals(await readStart(file, start.length));
      reading.ended = { start, inode, isCut };
      if (isCut) return;
      const piece = Buffer.allocUnsafe(pieceBytes);
      const { bytesRead } = await file.read(piece, 0, pieceBytes, offset);
      offset += bytesRead;
      if (start.length < fingerprintBytes) start = await readStart(file, offset);
      if (state.fingerprint === "" && bytesRead > 0) state.fingerprint = fingerprintOfOpenLog(file.fd);
      yield piece.subarray(0, bytesRead);
      if (bytesRead > 0) continue;
      if (signal.aborted || isRenamed) return;
      const change = await findChange(path, inode, offset);
      reading.ended = { start, inode, isCut: change === "cut" };
      if (change === "cut") return;
      // What was written between the last look and the rotation is still to be read.
      isRenamed = change === "renamed";
      if (!isRenamed) await pause(pollMs, signal);
    }
  } finally {
    await file.close();
  }
}

/** Notes how far a log was read that was rotated before it could be opened. */
async function noteMoved(path: string, { settings, expected, state }: Reading): Promise<void> {
  const moved = (await findRotatedLogs(path)).find(({ start }) => fingerprintOfStart(start) === expected);
  if (moved !== undefined) state.known.note({ start: moved.start, inode: moved.inode, readTo: settings.from });
}

/** What a log begins with never changes as long as it is the same. */
async function readStart(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(length, fingerprintBytes));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return bytes.subarray(0, bytesRead);
}

/** Says what happened to a file. A new one that is empty does not count yet: its writer may still have the old one. */
async function findChange(path: string, inode: number, offset: number): Promise<"renamed" | "cut" | undefined> {
  try {
    const { ino, size } = await stat(path);
    if (ino === inode) return size < offset ? "cut" : undefined;
    return size > 0 ? "renamed" : undefined;
  } catch {
    // Between two steps of a rotation there is no file of that name: the next look finds the new one.
    return undefined;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    // The signal ends the waiting; the loop sees it.
  }
}
