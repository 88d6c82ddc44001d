import type { OffsetRange } from "./source-text.ts";

/**
 * A text put together from pieces of a source, with the way back: a RUN body whose continuation lines are joined,
 * a heredoc body whose leading tabs are stripped.
 */
export interface MappedText {
  readonly text: string;
  /** Offset in `text` at which each piece starts, ascending; the first is 0. */
  readonly starts: readonly number[];
  /** Offset in the source of each piece's first unit; as many as `starts`. */
  readonly origins: readonly number[];
}

/** The starts of every text of one piece. */
const singleStart: readonly number[] = [0];

/** Gives a text that stands in the source in one piece. */
export function mapWhole(text: string, origin: number): MappedText {
  return { text, starts: singleStart, origins: [origin] };
}

/** Gives the source offset of one unit of the text. Offsets outside the text are clamped to it. */
export function originOf(mapped: MappedText, offset: number): number {
  const wanted = Math.min(Math.max(offset, 0), mapped.text.length);
  const piece = pieceAt(mapped, wanted);
  return (mapped.origins[piece] ?? 0) + wanted - (mapped.starts[piece] ?? 0);
}

/** Gives the source range of a range of the text. An end at a seam stays on the left of what was left out there. */
export function originRange(mapped: MappedText, range: OffsetRange): OffsetRange {
  const start = originOf(mapped, range.start);
  if (Math.min(range.end, mapped.text.length) <= Math.max(range.start, 0)) return { start, end: start };
  return { start, end: originOf(mapped, Math.min(range.end, mapped.text.length) - 1) + 1 };
}

/** Cuts a part out of a mapped text; the part maps to the same source. Takes time for the pieces in the part alone. */
export function sliceMapped(mapped: MappedText, start: number, end: number = mapped.text.length): MappedText {
  const first = pieceAt(mapped, start);
  const isWhole = (mapped.starts[first + 1] ?? end) >= end;
  if (isWhole) return mapWhole(mapped.text.slice(start, end), originOf(mapped, start));
  const starts = [0];
  const origins = [(mapped.origins[first] ?? 0) + start - (mapped.starts[first] ?? 0)];
  for (let piece = first + 1; piece < mapped.starts.length; piece++) {
    const at = mapped.starts[piece] ?? 0;
    if (at >= end) break;
    starts.push(at - start);
    origins.push(mapped.origins[piece] ?? 0);
  }
  return { text: mapped.text.slice(start, end), starts, origins };
}

/** Gives the index of the last piece that starts at or before the offset. */
function pieceAt(mapped: MappedText, offset: number): number {
  let low = 0;
  let high = mapped.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((mapped.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
