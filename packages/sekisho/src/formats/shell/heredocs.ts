import { code } from "./characters.ts";
import { type Cursor, endOf, type PendingHeredoc, rangeOf, reportError, startOf } from "./cursor.ts";
import { readHeredocParts } from "./parts.ts";
import type { ShellWord, WordPart } from "./syntax.ts";

/** Reads the bodies of the heredocs whose markers stood on the line that has just ended. */
export function readHeredocBodies(cursor: Cursor): void {
  if (cursor.heredocs.length === 0 || cursor.state.heredocsOutside) return;
  const pending = cursor.heredocs;
  cursor.heredocs = [];
  for (const heredoc of pending) heredoc.body = readBody(cursor, heredoc);
}

/** Reports heredocs whose bodies never came. */
export function reportMissingBodies(cursor: Cursor): void {
  if (cursor.state.heredocsOutside) return;
  for (const heredoc of cursor.heredocs) reportUnclosed(cursor, heredoc);
}

function readBody(cursor: Cursor, heredoc: PendingHeredoc): ShellWord {
  const start = cursor.at;
  let at = start;
  while (at < cursor.end) {
    const found = cursor.text.indexOf("\n", at);
    const lineEnd = found < 0 || found > cursor.end ? cursor.end : found;
    if (isClosingLine(cursor, { start: at, end: lineEnd }, heredoc)) return readUpTo(cursor, heredoc, at, lineEnd);
    at = lineEnd + 1;
  }
  reportUnclosed(cursor, heredoc);
  return readUpTo(cursor, heredoc, cursor.end, cursor.end);
}

function isClosingLine(
  cursor: Cursor,
  line: { readonly start: number; readonly end: number },
  heredoc: PendingHeredoc,
): boolean {
  const text = cursor.text;
  let { start, end } = line;
  if (heredoc.stripsTabs) while (start < end && text.charCodeAt(start) === code.tab) start++;
  if (end > start && text.charCodeAt(end - 1) === code.carriageReturn) end--;
  return end - start === heredoc.delimiter.length && text.startsWith(heredoc.delimiter, start);
}

/** Reads the body up to the closing line, and steps over that line. */
function readUpTo(cursor: Cursor, heredoc: PendingHeredoc, bodyEnd: number, lineEnd: number): ShellWord {
  const start = cursor.at;
  const parts = heredoc.isQuoted
    ? readQuotedBody(cursor, heredoc, bodyEnd)
    : readHeredocParts(cursor, bodyEnd, heredoc.stripsTabs);
  cursor.at = Math.min(lineEnd + 1, cursor.end);
  return { parts, start: startOf(cursor, start), end: endOf(cursor, start, bodyEnd) };
}

function readQuotedBody(cursor: Cursor, heredoc: PendingHeredoc, end: number): WordPart[] {
  if (cursor.at >= end) return [];
  const written = cursor.text.slice(cursor.at, end);
  const text = heredoc.stripsTabs ? written.replace(/^\t+/gm, "") : written;
  return [{ kind: "literal", text, ...rangeOf(cursor, cursor.at, end) }];
}

function reportUnclosed(cursor: Cursor, heredoc: PendingHeredoc): void {
  const expected = `a line that holds only ${heredoc.delimiter}`;
  reportError(cursor, { code: "unclosed-heredoc", expected, start: heredoc.start, end: heredoc.end });
}
