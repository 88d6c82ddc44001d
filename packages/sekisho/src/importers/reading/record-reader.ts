import type { Text } from "../../model/text.ts";
import type { ImportedRecord } from "../define.ts";

/** What a reading of records tells. */
export interface RecordSink {
  readonly onRecord: (record: ImportedRecord) => void;
  readonly onProblem: (problem: RecordProblem) => void;
}

/** A part of a document that cannot be read. */
export interface RecordProblem {
  readonly pointer: string;
  /** From 1, where lines are counted. */
  readonly line?: number;
  /** Bytes before it, where they are counted. */
  readonly offset?: number;
  readonly expected: Text;
  /** Whether nothing behind it was read. */
  readonly isEnd: boolean;
}

/** Takes a document piece by piece. */
export interface PieceReader {
  write(piece: Uint8Array): void;
  end(): void;
}

/** Tells how a place of a document is handled when values at some patterns are wanted. */
export function handlingOf(wanted: readonly string[], pattern: string): "open" | "take" | "skip" {
  if (wanted.includes(pattern)) return "take";
  const isAbove = pattern === "" || wanted.some((one) => one.startsWith(`${pattern}/`));
  return isAbove ? "open" : "skip";
}

/** Gives the numbers that stand in a pointer where its pattern has `*`. */
export function indicesOf(pattern: string, pointer: string): readonly number[] {
  const parts = pointer.split("/");
  return pattern.split("/").flatMap((part, at) => (part === "*" ? [Number(parts[at])] : []));
}

/** So large a single value may be: a record, or a part of the header. */
export const maxRecordBytes = 64 * 1_048_576;
