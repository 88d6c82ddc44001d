import { createReadStream } from "node:fs";
import { refuseFailedRead } from "../../access/filesystem/read-file.ts";
import { openAuditLog } from "../../formats/audit-log/audit-log-reader.ts";
import type { AuditLogProblem } from "../../formats/audit-log/problems.ts";
import { defaultInflationLimits, inflate } from "../../formats/compression/inflate.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import type { ReadPosition } from "./read-positions.ts";

/** One log that is being read. */
export interface LogStream {
  /** Gives the next events; `undefined` at the end. Rejects with a `SekishoError` when the log cannot be read. */
  next(): Promise<readonly StreamEvent[] | undefined>;
  /** Stops reading. */
  close(): Promise<void>;
  problems(): readonly AuditLogProblem[];
  /** What the decompression has to say. */
  diagnostics(): readonly Diagnostic[];
  position(): ReadPosition;
}

/** What a log is read with. */
export interface LogStreamSettings {
  /** As reports name it. */
  readonly name: string;
  readonly cluster: string;
  /** Everything before it was read by an earlier run. */
  readonly from: ReadPosition;
  readonly onBytes: (count: number) => void;
}

/** Bytes of one read. */
const pieceBytes = 262_144;

/** Opens a file, packed by gzip or zstd or not. */
export function openLogFile(path: string, settings: LogStreamSettings): LogStream {
  return openLogStream(createReadStream(path, { highWaterMark: pieceBytes }), settings);
}

/** Opens a log of any source: a file, or standard input. */
export function openLogStream(
  source: AsyncIterable<Uint8Array | string>,
  { name, cluster, from, onBytes }: LogStreamSettings,
): LogStream {
  const inflation = inflate(counted(source, onBytes), defaultInflationLimits, "in-turn");
  const reader = openAuditLog({ path: name, cluster, from });
  const pieces: AsyncIterator<Buffer, unknown> = inflation.pieces[Symbol.asyncIterator]();
  let leftToSkip = from.bytes;
  let isAtEnd = false;
  return {
    async next() {
      while (!isAtEnd) {
        const piece = await nextPiece(pieces, name);
        if (piece === undefined) {
          isAtEnd = true;
          return reader.end();
        }
        const skipped = Math.min(leftToSkip, piece.length);
        leftToSkip -= skipped;
        const events = reader.write(piece.subarray(skipped));
        if (events.length > 0) return events;
      }
      return undefined;
    },
    async close() {
      isAtEnd = true;
      await pieces.return?.();
    },
    problems: () => reader.problems(),
    diagnostics: () => inflation.diagnostics.map((diagnostic) => ({ ...diagnostic, location: { path: name } })),
    position: () => reader.position(),
  };
}

async function nextPiece(pieces: AsyncIterator<Buffer, unknown>, name: string): Promise<Buffer | undefined> {
  try {
    const result = await pieces.next();
    return result.done === true ? undefined : result.value;
  } catch (error) {
    const reading = refuseFailedRead(name, error);
    throw reading.kind === "refused" ? new SekishoError("target-unreadable", reading.message, { cause: error }) : error;
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array | string>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    onBytes(piece.length);
    yield typeof piece === "string" ? Buffer.from(piece) : piece;
  }
}
