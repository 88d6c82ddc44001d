import type { ReportedEdit } from "../model/finding.ts";
import { lineAt, type SourceText } from "../model/source-text.ts";

/** Lines that a fix replaces, with one line around them. */
export type FixHunk = readonly HunkLine[];

/** One line of a difference. */
export interface HunkLine {
  readonly kind: "kept" | "removed" | "added";
  /** Number in the file as it is; `undefined` for an added line. */
  readonly line: number | undefined;
  readonly text: string;
}

/** An edit by offsets. */
interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Gives what edits of one file change, line by line; `undefined` when they do not fit the text, because it changed
 * since, or overlap.
 */
export function previewEdits(source: SourceText, edits: readonly ReportedEdit[]): readonly FixHunk[] | undefined {
  const placed: OffsetEdit[] = [];
  for (const edit of edits) {
    const start = offsetOf(source, edit.startLine, edit.startColumn);
    const end = offsetOf(source, edit.endLine, edit.endColumn);
    if (start === undefined || end === undefined || end < start) return undefined;
    placed.push({ start, end, text: edit.text, startLine: edit.startLine, endLine: edit.endLine });
  }
  placed.sort((left, right) => left.start - right.start || left.end - right.end);
  if (placed.some((edit, index) => edit.start < (placed[index - 1]?.end ?? 0))) return undefined;
  return groupByLines(placed).map((group) => writeHunk(source, group));
}

/** Puts edits whose lines touch into one group. */
function groupByLines(edits: readonly OffsetEdit[]): readonly (readonly OffsetEdit[])[] {
  const groups: OffsetEdit[][] = [];
  let lastLine = -1;
  for (const edit of edits) {
    if (edit.startLine <= lastLine + 1) groups.at(-1)?.push(edit);
    else groups.push([edit]);
    lastLine = Math.max(lastLine, edit.endLine);
  }
  return groups;
}

function writeHunk(source: SourceText, edits: readonly OffsetEdit[]): FixHunk {
  const first = Math.min(...edits.map(({ startLine }) => startLine));
  const last = Math.max(...edits.map(({ endLine }) => endLine));
  const from = source.lineStarts[first - 1] ?? 0;
  const to = source.lineStarts[last] ?? source.text.length;
  let after = "";
  let at = from;
  for (const edit of edits) {
    after += source.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  after += source.text.slice(at, to);
  const removed = linesOf(source.text.slice(from, to));
  const added = linesOf(after);
  const head = countSame(removed, added);
  const tail = countSame(removed.slice(head).toReversed(), added.slice(head).toReversed());
  return [
    ...keptLine(source, first + head - 1),
    ...removed
      .slice(head, removed.length - tail)
      .map((text, index) => ({ kind: "removed" as const, line: first + head + index, text })),
    ...added.slice(head, added.length - tail).map((text) => ({ kind: "added" as const, line: undefined, text })),
    ...keptLine(source, first + removed.length - tail),
  ];
}

/** Gives a line around a change; the empty one after the last line end is none. */
function keptLine(source: SourceText, line: number): FixHunk {
  const text = lineAt(source, line);
  const isPastEnd = line === source.lineStarts.length && text === "";
  return text === undefined || isPastEnd ? [] : [{ kind: "kept", line, text }];
}

function countSame(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) count++;
  return count;
}

/** Cuts a text into lines without their ends; a last line end adds no empty line. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function offsetOf(source: SourceText, line: number, column: number): number | undefined {
  const start = source.lineStarts[line - 1];
  if (start === undefined || column < 1) return undefined;
  const end = source.lineStarts[line] ?? source.text.length;
  const offset = start + column - 1;
  return offset > end ? undefined : offset;
}
