/** Half-open range of UTF-16 offsets: `start` is in it, `end` is not. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** A place in a text for people: both numbers count from 1; columns count UTF-16 units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A decoded text with the index that finds lines. */
export interface SourceText {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first unit of each line, ascending; the first is 0. Lines end with LF; a CR before it belongs to the line. */
  readonly lineStarts: ArrayLike<number>;
}

/** From so many lines on, their starts are held in a list of plain numbers of four bytes each. */
const manyLines = 65_536;

/** Makes a text addressable by line. */
export function createSourceText(path: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts: lineStarts.length < manyLines ? lineStarts : Uint32Array.from(lineStarts) };
}

/** Gives line and column of an offset. Offsets outside the text are clamped to it. */
export function positionAt(source: SourceText, offset: number): Position {
  const wanted = Math.min(Math.max(offset, 0), source.text.length);
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: wanted - (source.lineStarts[low] ?? 0) + 1 };
}

/** Gives the text of a line (counted from 1) without its line end; `undefined` past the last line. */
export function lineAt(source: SourceText, line: number): string | undefined {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return undefined;
  const next = source.lineStarts[line];
  const end = next === undefined ? source.text.length : next - 1;
  return source.text.slice(start, end > start && source.text[end - 1] === "\r" ? end - 1 : end);
}
