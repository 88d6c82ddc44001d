import { showControls } from "../escape/visible.ts";
import type { ExcerptLine } from "../excerpt.ts";
import { columnsOf } from "../width/columns.ts";

/** A source line ready for a terminal. */
export interface SourceLine {
  readonly text: string;
  /** Columns before the first marked one. */
  readonly markStart: number;
  readonly markColumns: number;
}

/** How wide a line may be and how its cut ends are shown. */
export interface LineLimits {
  readonly columns: number;
  readonly ellipsis: string;
}

/** One character as shown, with the columns before it. */
interface Cell {
  readonly shown: string;
  readonly unit: number;
  readonly column: number;
}

interface Window {
  readonly cells: readonly Cell[];
  readonly columns: number;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/**
 * Lays out one source line: controls become visible, tabs become four blanks, and a line that is too wide is cut on
 * both sides of the marked part. Takes time by the width, not by the length of the line.
 */
export function layOutSourceLine(line: ExcerptLine, limits: LineLimits): SourceLine {
  const whole = cellsOf(line, 0, limits.columns);
  if (!whole.isCutAfter && whole.columns <= limits.columns) return mark(line, whole, "", "");
  const before = Math.floor(limits.columns / 4);
  const marked = whole.cells.find(({ unit }) => unit >= line.from);
  const fitsFromStart = marked !== undefined && marked.column < limits.columns - before;
  const window = fitsFromStart ? whole : cellsOf(line, Math.max(0, line.from - before), limits.columns);
  return cut(line, window, limits);
}

/** Reads enough characters for four widths from a unit on. */
function cellsOf(line: ExcerptLine, start: number, columns: number): Window {
  const first = isLowSurrogate(line.text, start) ? start + 1 : start;
  const last = Math.min(line.text.length, first + columns * 4);
  const cells: Cell[] = [];
  let column = 0;
  let unit = first;
  while (unit < last) {
    const character = String.fromCodePoint(line.text.codePointAt(unit) ?? 0);
    const shown = character === "\t" ? "    " : showControls(character);
    cells.push({ shown, unit, column });
    column += columnsOf(shown);
    unit += character.length;
  }
  return { cells, columns: column, isCutBefore: first > 0, isCutAfter: last < line.text.length };
}

function cut(line: ExcerptLine, window: Window, { columns, ellipsis }: LineLimits): SourceLine {
  const before = window.isCutBefore ? ellipsis : "";
  const room = columns - before.length;
  if (!window.isCutAfter && window.columns <= room) return mark(line, window, before, "");
  const cells = window.cells.filter(({ column, shown }) => column + columnsOf(shown) <= room - ellipsis.length);
  const end = cells.at(-1);
  const taken = end === undefined ? 0 : end.column + columnsOf(end.shown);
  return mark(line, { ...window, cells, columns: taken }, before, ellipsis);
}

function mark(line: ExcerptLine, window: Window, before: string, after: string): SourceLine {
  const columnAt = (unit: number): number =>
    window.cells.find((cell) => cell.unit >= unit)?.column ?? window.columns + (after === "" ? 0 : after.length);
  const start = columnAt(line.from);
  return {
    text: before + window.cells.map(({ shown }) => shown).join("") + after,
    markStart: before.length + start,
    markColumns: Math.max(1, columnAt(line.to) - start),
  };
}

function isLowSurrogate(text: string, unit: number): boolean {
  const code = text.charCodeAt(unit);
  return code >= 0xdc00 && code <= 0xdfff;
}
