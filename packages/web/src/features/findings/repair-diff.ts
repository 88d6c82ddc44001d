import type { CodeLine } from "../../components/code-lines.tsx";
import type { ShownEdit, ShownEvidence } from "./finding-details.ts";

/** A repair of one file, as far as its lines are known. */
export interface RepairDiff {
  readonly path: string;
  readonly lines: readonly CodeLine[];
}

/** An excerpt longer than this ends with a mark: what stood behind it is not known. */
const cut = "…";

/**
 * Gives a repair as what goes and what comes, file by file. Lines that go are known where the evidence shows them; where it
 * does not, only what comes is given.
 */
export function repairDiffs(edits: readonly ShownEdit[], evidence: readonly ShownEvidence[]): readonly RepairDiff[] {
  return [...Map.groupBy(edits, ({ path }) => path)].map(([path, ofFile]) => {
    const known = knownLines(path, evidence);
    const inOrder = ofFile.toSorted(
      (left, right) => left.startLine - right.startLine || left.startColumn - right.startColumn,
    );
    return { path, lines: hunksOf(inOrder).flatMap((hunk) => diffOf(hunk, known)) };
  });
}

/** Writes a repair as a text that can be pasted: the sign of a line, then the line. */
export function writeDiff({ path, lines }: RepairDiff): string {
  const signs = { added: "+", removed: "-", marked: " " } as const;
  const written = lines.map(({ text, change }) => `${change === undefined ? " " : signs[change]}${text}`);
  return [`--- ${path}`, `+++ ${path}`, ...written, ""].join("\n");
}

function knownLines(path: string, evidence: readonly ShownEvidence[]): ReadonlyMap<number, string> {
  const known = new Map<number, string>();
  for (const { path: of, startLine, excerpt } of evidence) {
    if (of !== path || startLine === undefined || excerpt === undefined) continue;
    for (const [place, text] of excerpt.split("\n").entries()) {
      if (!text.endsWith(cut)) known.set(startLine + place, text);
    }
  }
  return known;
}

/** Edits that touch the same lines belong together; they are in order. */
function hunksOf(edits: readonly ShownEdit[]): readonly (readonly ShownEdit[])[] {
  const hunks: ShownEdit[][] = [];
  let endLine = 0;
  for (const edit of edits) {
    if (edit.startLine <= endLine) hunks.at(-1)?.push(edit);
    else hunks.push([edit]);
    endLine = Math.max(endLine, edit.endLine);
  }
  return hunks;
}

function diffOf(hunk: readonly ShownEdit[], known: ReadonlyMap<number, string>): readonly CodeLine[] {
  const firstLine = hunk[0]?.startLine ?? 1;
  const before = linesBetween(known, firstLine, Math.max(...hunk.map(lastTouched)));
  const after = before === undefined ? undefined : applyTo(before, firstLine, hunk);
  if (before === undefined || after === undefined) return hunk.flatMap(addedAlone);
  return changedLines(before, after, firstLine);
}

/** An edit that ends before the first character of a line leaves that line alone. */
function lastTouched({ startLine, endLine, endColumn }: ShownEdit): number {
  return endColumn === 1 && endLine > startLine ? endLine - 1 : endLine;
}

function linesBetween(known: ReadonlyMap<number, string>, first: number, last: number): readonly string[] | undefined {
  const lines: string[] = [];
  for (let line = first; line <= last; line++) {
    const text = known.get(line);
    if (text === undefined) return undefined;
    lines.push(text);
  }
  return lines;
}

/** Applies edits from the last to the first; `undefined` where one does not fit what is known. */
function applyTo(
  before: readonly string[],
  firstLine: number,
  hunk: readonly ShownEdit[],
): readonly string[] | undefined {
  // The line behind them begins with nothing: an edit may end there.
  const starts: number[] = [];
  let length = 0;
  for (const line of before) {
    starts.push(length);
    length += line.length + 1;
  }
  starts.push(length);
  let text = before.map((line) => `${line}\n`).join("");
  for (const { startLine, startColumn, endLine, endColumn, text: inserted } of hunk.toReversed()) {
    const from = offsetOf(starts, startLine - firstLine, startColumn);
    const to = offsetOf(starts, endLine - firstLine, endColumn);
    if (from === undefined || to === undefined || to < from) return undefined;
    text = text.slice(0, from) + inserted + text.slice(to);
  }
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function offsetOf(starts: readonly number[], line: number, column: number): number | undefined {
  const start = starts[line];
  if (start === undefined) return undefined;
  const offset = start + column - 1;
  const next = starts[line + 1];
  if (next === undefined) return column === 1 ? offset : undefined;
  return offset < next ? offset : undefined;
}

/** Lines that are the same at both ends are shown once, without a sign. */
function changedLines(before: readonly string[], after: readonly string[], firstLine: number): readonly CodeLine[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const shown = (lines: readonly string[], from: number, change?: "added" | "removed"): readonly CodeLine[] =>
    lines.map((text, place) => ({ text, number: from + place, ...(change === undefined ? {} : { change }) }));
  return [
    ...shown(before.slice(0, head), firstLine),
    ...shown(before.slice(head, before.length - tail), firstLine + head, "removed"),
    ...shown(after.slice(head, after.length - tail), firstLine + head, "added"),
    ...shown(before.slice(before.length - tail), firstLine + after.length - tail),
  ];
}

function addedAlone({ text, startLine }: ShownEdit): readonly CodeLine[] {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line, place) => ({ text: line, number: startLine + place, change: "added" }));
}
