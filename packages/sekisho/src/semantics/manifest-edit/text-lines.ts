const blank = 0x20;
const tab = 0x09;
const hash = 0x23;

/** Where the line of an offset begins; behind a byte order mark. */
export function lineStartOf(text: string, at: number): number {
  const start = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

/** Where the line of an offset ends, in front of its line end. */
export function lineEndOf(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found === -1) return text.length;
  return found > at && text.charCodeAt(found - 1) === 0x0d ? found - 1 : found;
}

/** Where the next line begins; `undefined` on the last one. */
function findNextLine(text: string, at: number): number | undefined {
  const found = text.indexOf("\n", at);
  return found === -1 ? undefined : found + 1;
}

/** Counts the characters between the begin of the line and an offset. */
export function columnOf(text: string, at: number): number {
  return at - lineStartOf(text, at);
}

/** Goes over blanks and tabs. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === blank || text.charCodeAt(at) === tab) at += 1;
  return at;
}

/** Goes over blanks, line ends and comments. */
export function skipSpace(text: string, from: number): number {
  let at = skipBlanks(text, from);
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === hash) at = lineEndOf(text, at);
    else if (unit === 0x0a || unit === 0x0d) at += 1;
    else return at;
    at = skipBlanks(text, at);
  }
}

/** Gives the column of the comment that a line is; `undefined` for any other line. */
function findCommentColumn(text: string, lineStart: number): number | undefined {
  const at = skipBlanks(text, lineStart);
  return text.charCodeAt(at) === hash ? at - lineStart : undefined;
}

/** Where a block ends whose last character is given: behind the comments below it that are deeper than its key. */
export function blockEndOf(text: string, at: number, column: number): number {
  let end = lineEndOf(text, at);
  for (;;) {
    const next = findNextLine(text, end);
    if (next === undefined) return end;
    const comment = findCommentColumn(text, next);
    if (comment === undefined || comment <= column) return end;
    end = lineEndOf(text, next);
  }
}

/** Where the line of a key begins, or the first of the comment lines above it that stand in its column. */
export function headStartOf(text: string, at: number, column: number): number {
  let start = lineStartOf(text, at);
  while (start > 1) {
    const above = lineStartOf(text, start - 1);
    if (above >= start || findCommentColumn(text, above) !== column) return start;
    start = above;
  }
  return start;
}

/** Where the line above a line ends; `undefined` for the first line. */
export function findEndAbove(text: string, lineStart: number): number | undefined {
  if (lineStart === 0 || text.charCodeAt(lineStart - 1) !== 0x0a) return undefined;
  return text.charCodeAt(lineStart - 2) === 0x0d ? lineStart - 2 : lineStart - 1;
}
