import type { OffsetRange } from "../../model/source-text.ts";

/** Line and column of both ends; lines and columns count from 1, columns in UTF-16 units. */
export interface FoundPlace {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Stretch {
  readonly bytes: Buffer;
}

/** Counts lines only where they are asked for, and where bytes are about to be forgotten. */
export interface PlaceCounter {
  /** Gives the place of a range of the bytes at hand. */
  locate(stretch: Stretch, range: OffsetRange): FoundPlace;
  /** Counts what stands in the first bytes, before they are forgotten. */
  drop(stretch: Stretch, count: number): void;
}

const lineFeed = 0x0a;

/** Makes a counter that stands at the beginning of a text in UTF-8. */
export function createPlaceCounter(): PlaceCounter {
  let droppedLines = 0;
  let droppedColumns = 0;
  // A known place: lines before `offset` in the bytes at hand. Most questions come in order.
  let known = { offset: 0, lines: 0 };
  const linesBefore = (bytes: Buffer, offset: number): number => {
    const lines =
      offset >= known.offset
        ? known.lines + countLines(bytes, known.offset, offset)
        : known.lines - countLines(bytes, offset, known.offset);
    known = { offset, lines };
    return lines;
  };
  const position = (bytes: Buffer, offset: number): { line: number; column: number } => {
    const lines = linesBefore(bytes, offset);
    const lineStart = offset === 0 ? 0 : bytes.lastIndexOf(lineFeed, offset - 1) + 1;
    const before = lineStart === 0 ? droppedColumns : 0;
    return { line: droppedLines + lines + 1, column: before + unitsIn(bytes, lineStart, offset) + 1 };
  };
  return {
    locate: ({ bytes }, { start, end }) => {
      const from = position(bytes, start);
      const to = position(bytes, end);
      return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
    },
    drop: ({ bytes }, count) => {
      const lines = linesBefore(bytes, count);
      const lineStart = count === 0 ? 0 : bytes.lastIndexOf(lineFeed, count - 1) + 1;
      droppedColumns = (lineStart === 0 ? droppedColumns : 0) + unitsIn(bytes, lineStart, count);
      droppedLines += lines;
      known = { offset: 0, lines: 0 };
    },
  };
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed, from); at !== -1 && at < to; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}

/** UTF-16 units of bytes in UTF-8: every byte that begins a character is one, those of four bytes are two. */
function unitsIn(bytes: Buffer, from: number, to: number): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
