import { createReadStream } from "node:fs";
import { refuseFailedRead } from "../../access/filesystem/read-file.ts";
import { openAuditLog } from "../../formats/audit-log/audit-log-reader.ts";
import type { AuditLogProblem } from "../../formats/audit-log/problems.ts";
import { defaultInflationLimits, inflate } from "../../formats/compression/inflate.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { type ReadPosition, startOfLog } from "./read-positions.ts";

/** One log that is being read. */
export interface LogStream {
  /** Gives the next events; `undefined` at the end. Rejects with a `SekishoError` when the log cannot be read. */
  next(): Promise<readonly StreamEvent[] | undefined>;
  /** Stops reading. */
  close(): Promise<void>;
  problems(): readonly AuditLogProblem[];
  /** What the decompression has to say, and whether the log was cut since it was read before. */
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

/**
 * Opens a file, packed by gzip or zstd or not. One that is shorter than what was read of it before was cut: it is read from
 * its start, since what stands in it may be new.
 */
export function openLogFile(path: string, settings: LogStreamSettings): LogStream {
  const openFrom = (from: ReadPosition) =>
    openLogStream(createReadStream(path, { highWaterMark: pieceBytes }), { ...settings, from });
  const { name, from } = settings;
  let stream = openFrom(from);
  let cut: readonly Diagnostic[] = [];
  return {
    async next() {
      const events = await stream.next();
      const missing = stream.missingBytes();
      if (missing === 0) return events;
      cut = [shorterLog(name, from.bytes, missing)];
      stream = openFrom(startOfLog);
      return await stream.next();
    },
    close: async () => await stream.close(),
    problems: () => stream.problems(),
    diagnostics: () => [...cut, ...stream.diagnostics()],
    position: () => stream.position(),
  };
}

/** A log of any source. */
interface SourceStream extends LogStream {
  /** How much of what was read before is not there; 0 until the end is reached. */
  missingBytes(): number;
}

/** Opens a log of any source: a file, or standard input. */
export function openLogStream(
  source: AsyncIterable<Uint8Array | string>,
  { name, cluster, from, onBytes }: LogStreamSettings,
): SourceStream {
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
    missingBytes: () => (isAtEnd ? leftToSkip : 0),
  };
}

function shorterLog(path: string, readBytes: number, missingBytes: number): Diagnostic {
  const bytes = readBytes - missingBytes;
  return {
    code: "audit-log/shorter-than-read",
    level: "warning",
    message: {
      en: `Read the log from its start: it has ${bytes} bytes, and ${readBytes} were read before. It was cut; what stood in the part that is gone and came after the last run was not seen.`,
      ja: `ログを先頭から読み直しました。前回は ${readBytes} バイトまで読み取りましたが、現在は ${bytes} バイトです。ログが切り詰められたため、前回以降に書き込まれ、失われた部分は検査していません。`,
    },
    location: { path },
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
