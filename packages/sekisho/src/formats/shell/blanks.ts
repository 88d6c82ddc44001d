import { code, isDelimiter } from "./characters.ts";
import { type Cursor, codeAt, rangeOf } from "./cursor.ts";
import { readHeredocBodies } from "./heredocs.ts";
import { lineEndLength } from "./parts.ts";

/** Steps over blanks, continued line ends and a comment, up to a token or the end of the line. */
export function skipBlanks(cursor: Cursor): void {
  while (cursor.at < cursor.end) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character === code.space || character === code.tab || isLineEndReturn(cursor, cursor.at)) cursor.at++;
    else if (character === code.backslash && lineEndLength(cursor, cursor.at + 1) > 0) {
      cursor.at += 1 + lineEndLength(cursor, cursor.at + 1);
    } else if (character === code.hash) skipComment(cursor);
    else return;
  }
}

/** A carriage return that belongs to a line end, or closes the text. */
function isLineEndReturn(cursor: Cursor, at: number): boolean {
  if (codeAt(cursor, at) !== code.carriageReturn) return false;
  const next = codeAt(cursor, at + 1);
  return next === code.lineFeed || next === -1;
}

function skipComment(cursor: Cursor): void {
  const start = cursor.at;
  let end = start;
  while (end < cursor.end && cursor.text.charCodeAt(end) !== code.lineFeed) end++;
  cursor.at = end;
  if (cursor.text.charCodeAt(end - 1) === code.carriageReturn) end--;
  cursor.state.comments.push(rangeOf(cursor, start, end));
}

/** Steps over blanks, comments and line ends, reading the heredocs that follow each line end. */
export function skipLinebreaks(cursor: Cursor): void {
  skipBlanks(cursor);
  while (codeAt(cursor, cursor.at) === code.lineFeed) {
    cursor.at++;
    readHeredocBodies(cursor);
    skipBlanks(cursor);
  }
}

/** Tells whether a word cannot go on here: an unquoted blank, line end or operator, or the end of the text. */
export function isWordEnd(cursor: Cursor): boolean {
  const character = codeAt(cursor, cursor.at);
  if (character === -1) return true;
  if (!isDelimiter(character)) return isLineEndReturn(cursor, cursor.at);
  const isAngle = character === code.less || character === code.greater;
  return !(isAngle && codeAt(cursor, cursor.at + 1) === code.openParen);
}

/** Tells whether a token ends at an offset. */
export function isTokenEnd(cursor: Cursor, at: number): boolean {
  const character = codeAt(cursor, at);
  if (character === -1 || isDelimiter(character)) return true;
  return isLineEndReturn(cursor, at);
}

/** Gives the reserved word that stands here by itself and unquoted, or an empty text. */
export function keywordAt(cursor: Cursor): string {
  const start = cursor.at;
  let at = start;
  while (at - start < maxKeywordLength && isKeywordCharacter(codeAt(cursor, at))) at++;
  if (at === start || !isTokenEnd(cursor, at)) return "";
  const word = cursor.text.slice(start, at);
  return keywords.has(word) ? word : "";
}

function isKeywordCharacter(character: number): boolean {
  if (character >= 0x61 && character <= 0x7a) return true;
  return (
    character === code.openBrace ||
    character === code.closeBrace ||
    character === code.exclamation ||
    character === code.openBracket
  );
}

const keywords: ReadonlySet<string> = new Set([
  ..."if then elif else fi for select while until do done case esac function time coproc in".split(" "),
  "{",
  "}",
  "!",
  "[[",
]);

const maxKeywordLength = 8;
