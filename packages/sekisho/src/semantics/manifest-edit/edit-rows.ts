import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type Editing, edit, refusals, refuse } from "./editing.ts";
import { holdsException, keptComments } from "./kept-comments.ts";
import { blockEndOf, columnOf, findEndAbove, headStartOf, lineStartOf, skipSpace } from "./text-lines.ts";

/** An entry of a block map or an item of a block list. */
export interface Row {
  /** Its key or dash. */
  readonly start: number;
  /** Its value; that of an alias stands elsewhere. */
  readonly node: YamlNode;
  /** Behind the last character of its value. */
  readonly end: number;
  readonly isRemoved: boolean;
  /** Its value ends in a block scalar whose last lines would become another text if something stood below them. */
  readonly endsOpen: boolean;
  /** Its value ends in a block scalar, to which the line end behind it belongs. */
  readonly endsInText: boolean;
}

/** Deletes the lines of the rows that are removed, but for their comments; at least one row has to stay. */
export function removeRows(editing: Editing, rows: readonly Row[], column: number): void {
  const { text } = editing;
  const leading = removeLeading(editing, rows, column);
  let isBehindText = false;
  let isBehindOpen = false;
  for (const row of rows.slice(leading)) {
    if (!row.isRemoved) {
      isBehindText = row.endsInText;
      isBehindOpen = row.endsOpen;
      continue;
    }
    // Empty lines below the removed ones would become a part of the text above.
    if (isBehindOpen) refuse(editing, refusals.unusual);
    const { start, end, comments } = findRemoved(text, row, column);
    const above = findEndAbove(text, start);
    const keepsBreak = isBehindText && end === text.length;
    if (comments.length > 0) edit(editing, start, end, commentLines(editing, comments, column));
    else if (above !== undefined && !keepsBreak) edit(editing, above, end, "");
    else edit(editing, start, Math.min(text.length, behindBreak(text, end)), "");
  }
}

/** Removes the first rows where they share their line with a dash, which has to stay; gives how many these are. */
function removeLeading(editing: Editing, rows: readonly Row[], column: number): number {
  const { text, facts } = editing;
  const [first] = rows;
  if (first === undefined || startsLine(text, first.start)) return 0;
  const kept = rows.findIndex(({ isRemoved }) => !isRemoved);
  const last = rows[kept - 1];
  if (last === undefined) return 0;
  const range = { start: first.start, end: blockEndOf(text, last.end, column) };
  const comments = keptComments(
    text,
    range,
    rows.slice(0, kept).map(({ node }) => node),
  );
  const between = facts.layout.lineEnd + " ".repeat(column);
  edit(editing, range.start, behindLine(text, range.end), comments.map((comment) => comment + between).join(""));
  return kept;
}

/** What is deleted with a row: its lines, and the lines above it where they hold an exception for it. */
function findRemoved(text: string, row: Row, column: number): OffsetRange & { readonly comments: readonly string[] } {
  const line = lineStartOf(text, row.start);
  const head = headStartOf(text, row.start, column);
  const start = holdsException(text.slice(head, line)) ? head : line;
  const end = blockEndOf(text, row.end, column);
  return { start, end, comments: keptComments(text, { start, end }, [row.node]) };
}

function commentLines({ facts }: Editing, comments: readonly string[], column: number): string {
  return comments.map((comment) => " ".repeat(column) + comment).join(facts.layout.lineEnd);
}

/** Inserts lines behind a row that stays, or in front of the first one. */
export function insertRow(
  editing: Editing,
  written: string,
  place: { readonly rows: readonly Row[]; readonly after: number; readonly column: number },
): void {
  const { text, facts } = editing;
  const { rows, after, column } = place;
  const between = facts.layout.lineEnd + " ".repeat(column);
  let index = after;
  while (index >= 0 && (rows[index]?.isRemoved === true || rows[index]?.endsOpen === true)) index -= 1;
  const row = rows[index];
  if (row !== undefined) {
    const end = blockEndOf(text, row.end, column);
    edit(editing, end, end, between + written);
    return;
  }
  const first = rows[0];
  if (first === undefined) return;
  const head = startsLine(text, first.start) ? headStartOf(text, first.start, column) : first.start;
  const above = startsLine(text, first.start) ? findEndAbove(text, head) : undefined;
  if (above !== undefined) edit(editing, above, above, between + written);
  else edit(editing, first.start, first.start, written + between);
}

function startsLine(text: string, at: number): boolean {
  return text.slice(lineStartOf(text, at), at).trim() === "";
}

/** Where the next line that is not empty has its first character. */
function behindLine(text: string, lineEnd: number): number {
  let at = behindBreak(text, lineEnd);
  for (;;) {
    const next = skipBlankLine(text, at);
    if (next === undefined) break;
    at = next;
  }
  return at + leadingBlanks(text, at);
}

function skipBlankLine(text: string, at: number): number | undefined {
  const content = at + leadingBlanks(text, at);
  const isEmpty = text.charAt(content) === "\n" || text.startsWith("\r\n", content);
  return isEmpty ? behindBreak(text, content) : undefined;
}

function leadingBlanks(text: string, from: number): number {
  let count = 0;
  while (text.charAt(from + count) === " ") count += 1;
  return count;
}

function behindBreak(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return at + 2;
  return text.charAt(at) === "\n" ? at + 1 : at;
}

/** Finds the dash of the next item behind the end of the one before it. */
export function findDash(text: string, from: number, column: number): number | undefined {
  const at = skipSpace(text, from);
  return text.charAt(at) === "-" && columnOf(text, at) === column ? at : undefined;
}
