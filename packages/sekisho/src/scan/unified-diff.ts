/** Lines around a change that a hunk shows. */
const contextLines = 3;
/** Beyond so many edits between two texts, everything from the first to the last difference is shown as replaced. */
const maxEdits = 500;

/** One line of a comparison. */
interface DiffLine {
  readonly kind: " " | "-" | "+";
  /** With its line end, if it has one. */
  readonly text: string;
}

/** Lines of both texts that a hunk begins at, counted from 0. */
interface HunkStart {
  readonly index: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Gives the difference of two texts in the unified format that `patch` and `git apply` read; an empty text when they
 * are equal.
 *
 * A carriage return belongs to its line, so that a change of line ends is visible. Source of the format: POSIX.1-2024,
 * `diff`, "Diff -u or -U Output Format".
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const lines = compareLines(splitLines(before), splitLines(after));
  return [`--- a/${path}\n`, `+++ b/${path}\n`, ...renderHunks(lines)].join("");
}

function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

function compareLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const longest = Math.min(before.length, after.length) - head;
  while (tail < longest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const removed = before.slice(head, before.length - tail);
  const added = after.slice(head, after.length - tail);
  return [
    ...mark(" ", before.slice(0, head)),
    ...(findShortestEdit(removed, added) ?? [...mark("-", removed), ...mark("+", added)]),
    ...mark(" ", before.slice(before.length - tail)),
  ];
}

function mark(kind: DiffLine["kind"], lines: readonly string[]): readonly DiffLine[] {
  return lines.map((text) => ({ kind, text }));
}

/**
 * Finds the shortest list of removed and added lines, by Myers' greedy algorithm ("An O(ND) Difference Algorithm and
 * Its Variations", 1986); `undefined` when it is longer than the limit.
 */
function findShortestEdit(before: readonly string[], after: readonly string[]): readonly DiffLine[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const steps: ReadonlyMap<number, number>[] = [];
  const limit = Math.min(maxEdits, before.length + after.length);
  for (let edits = 0; edits <= limit; edits++) {
    steps.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let { x } = startOf(furthest, diagonal, edits);
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++;
        y++;
      }
      furthest.set(diagonal, x);
      if (x >= before.length && y >= after.length) return walkBack(steps, before, after);
    }
  }
  return undefined;
}

/** Gives how far a path with one more edit comes before it follows equal lines, and whether that edit adds a line. */
function startOf(
  furthest: ReadonlyMap<number, number>,
  diagonal: number,
  edits: number,
): { readonly x: number; readonly isDown: boolean } {
  const fromLeft = furthest.get(diagonal - 1) ?? -1;
  const fromAbove = furthest.get(diagonal + 1) ?? -1;
  const isDown = diagonal === -edits || (diagonal !== edits && fromLeft < fromAbove);
  return { x: isDown ? fromAbove : fromLeft + 1, isDown };
}

function walkBack(
  steps: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let edits = steps.length - 1; edits >= 0; edits--) {
    const furthest = steps[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = startOf(furthest, diagonal, edits);
    while (x > start.x && y > start.x - diagonal) {
      x--;
      y--;
      lines.push({ kind: " ", text: before[x] ?? "" });
    }
    if (edits === 0) break;
    if (start.isDown) lines.push({ kind: "+", text: after[--y] ?? "" });
    else lines.push({ kind: "-", text: before[--x] ?? "" });
  }
  return lines.toReversed();
}

function renderHunks(lines: readonly DiffLine[]): readonly string[] {
  const rendered: string[] = [];
  let start: HunkStart = { index: 0, before: 0, after: 0 };
  while (start.index < lines.length) {
    const firstChange = findChange(lines, start.index);
    if (firstChange === -1) break;
    const begin = advance(lines, start, Math.max(start.index, firstChange - contextLines));
    const end = advance(lines, begin, findHunkEnd(lines, firstChange));
    rendered.push(renderHeader(begin, end));
    for (const line of lines.slice(begin.index, end.index)) {
      rendered.push(line.kind, line.text, line.text.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
    }
    start = end;
  }
  return rendered;
}

function findChange(lines: readonly DiffLine[], from: number): number {
  for (let index = from; index < lines.length; index++) if (lines[index]?.kind !== " ") return index;
  return -1;
}

/** A hunk ends with the context behind the last change that no other change follows within twice the context. */
function findHunkEnd(lines: readonly DiffLine[], firstChange: number): number {
  let lastChange = firstChange;
  for (let index = firstChange + 1; index < lines.length && index - lastChange <= 2 * contextLines + 1; index++) {
    if (lines[index]?.kind !== " ") lastChange = index;
  }
  return Math.min(lines.length, lastChange + 1 + contextLines);
}

function advance(lines: readonly DiffLine[], from: HunkStart, index: number): HunkStart {
  let { before, after } = from;
  for (const line of lines.slice(from.index, index)) {
    if (line.kind !== "+") before++;
    if (line.kind !== "-") after++;
  }
  return { index, before, after };
}

function renderHeader(begin: HunkStart, end: HunkStart): string {
  const before = renderRange(begin.before, end.before - begin.before);
  return `@@ -${before} +${renderRange(begin.after, end.after - begin.after)} @@\n`;
}

/** An empty range names the line before it. */
function renderRange(start: number, count: number): string {
  if (count === 0) return `${start},0`;
  return count === 1 ? `${start + 1}` : `${start + 1},${count}`;
}
