import { isWordEnd } from "./blanks.ts";
import { code, isDelimiter, isPlain } from "./characters.ts";
import { type Cursor, codeAt, endOf, enter, leave, startOf } from "./cursor.ts";
import { findBraceEnd, findBracketEnd, findClosing } from "./lookahead.ts";
import {
  lineEndLength,
  literalPart,
  pushPart,
  readAsText,
  readDollar,
  readDoubleQuoted,
  readSingleQuoted,
} from "./parts.ts";
import { readBackquoted, readProcessSubstitution } from "./substitutions.ts";
import type { ShellWord, WordPart } from "./syntax.ts";

/** What unquoted characters mean in a word: in the value of an assignment no patterns and braces are expanded. */
export type WordKind = "argument" | "value";

/** Reads a word up to an unquoted blank or operator; empty when there is none. */
export function readWord(cursor: Cursor, kind: WordKind): ShellWord {
  const start = cursor.at;
  if (isWordEnd(cursor)) return { parts: [], start: startOf(cursor, start), end: endOf(cursor, start, start) };
  // Most words are of one part.
  const parts = [readPart(cursor, kind)];
  while (!isWordEnd(cursor)) pushPart(parts, readPart(cursor, kind));
  return { parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Makes a word of one literal part, of what was read since `start`. */
export function literalWord(cursor: Cursor, start: number): ShellWord {
  const part = literalPart(cursor, start, cursor.text.slice(start, cursor.at));
  return { parts: [part], start: part.start, end: part.end };
}

/** Makes an empty word. */
export function emptyWord(cursor: Cursor, at: number): ShellWord {
  const offset = endOf(cursor, at, at);
  return { parts: [], start: offset, end: offset };
}

/** Reads one part of a word, at least one character. What could mean something but does not, is literal. */
export function readPart(cursor: Cursor, kind: WordKind): WordPart {
  const special = isPlain(cursor.text.charCodeAt(cursor.at)) ? undefined : readSpecialPart(cursor, kind);
  return special ?? readLiteral(cursor);
}

function readSpecialPart(cursor: Cursor, kind: WordKind): WordPart | undefined {
  const character = codeAt(cursor, cursor.at);
  switch (character) {
    case code.singleQuote:
      return readSingleQuoted(cursor, 0);
    case code.doubleQuote:
      return readDoubleQuoted(cursor, 0);
    case code.dollar:
      return readDollar(cursor, false);
    case code.backquote:
      return readBackquoted(cursor, false);
    case code.less:
    case code.greater:
      return codeAt(cursor, cursor.at + 1) === code.openParen ? readProcessSubstitution(cursor) : undefined;
    default:
      return kind === "argument" ? readPattern(cursor, character) : undefined;
  }
}

function readPattern(cursor: Cursor, character: number): WordPart | undefined {
  switch (character) {
    case code.openBrace:
      return readBraceExpansion(cursor);
    case code.openBracket:
      return readBracketPattern(cursor);
    case code.star:
    case code.question:
      return readExtendedPattern(cursor) ?? readGlob(cursor, 1);
    case code.at:
    case code.plus:
    case code.exclamation:
      return readExtendedPattern(cursor);
    default:
      return undefined;
  }
}

/** Reads at least one character, up to the next that may mean something; backslashes are resolved. */
function readLiteral(cursor: Cursor): WordPart {
  const start = cursor.at;
  let text = "";
  let pieceStart = start;
  do {
    if (codeAt(cursor, cursor.at) === code.backslash) {
      text += cursor.text.slice(pieceStart, cursor.at);
      pieceStart = skipEscaped(cursor);
    } else cursor.at++;
    while (cursor.at < cursor.end && isPlain(cursor.text.charCodeAt(cursor.at))) cursor.at++;
  } while (codeAt(cursor, cursor.at) === code.backslash);
  return literalPart(cursor, start, text + cursor.text.slice(pieceStart, cursor.at));
}

/** Steps over a backslash and what it escapes, and gives the offset from which the text counts again. */
function skipEscaped(cursor: Cursor): number {
  const behind = cursor.at + 1;
  if (behind >= cursor.end) {
    cursor.at = cursor.end;
    return behind - 1;
  }
  const lineEnd = lineEndLength(cursor, behind);
  cursor.at = behind + Math.max(lineEnd, 1);
  return lineEnd > 0 ? cursor.at : behind;
}

function readGlob(cursor: Cursor, length: number): WordPart {
  const start = cursor.at;
  cursor.at += length;
  const text = cursor.text.slice(start, cursor.at);
  return { kind: "glob", text, parts: [], start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

function readBracketPattern(cursor: Cursor): WordPart | undefined {
  const close = findBracketEnd(cursor, cursor.at + 1);
  return close < 0 ? undefined : readGlob(cursor, close + 1 - cursor.at);
}

function readExtendedPattern(cursor: Cursor): WordPart | undefined {
  if (codeAt(cursor, cursor.at + 1) !== code.openParen) return undefined;
  const pair = { open: code.openParen, close: code.closeParen, isOneWord: false };
  const close = findClosing(cursor, cursor.at + 2, pair);
  if (close < 0) return undefined;
  return readEnclosed(cursor, "glob", { start: cursor.at + 2, close });
}

function readBraceExpansion(cursor: Cursor): WordPart | undefined {
  const close = findBraceEnd(cursor, cursor.at + 1);
  if (close < 0) return undefined;
  return readEnclosed(cursor, "brace-expansion", { start: cursor.at + 1, close });
}

function readEnclosed(
  cursor: Cursor,
  kind: "glob" | "brace-expansion",
  inner: { readonly start: number; readonly close: number },
): WordPart | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  const outerEnd = cursor.end;
  const parts: WordPart[] = [];
  cursor.at = inner.start;
  cursor.end = inner.close;
  while (cursor.at < cursor.end) pushPart(parts, readEnclosedPart(cursor));
  cursor.end = outerEnd;
  cursor.at = inner.close + 1;
  leave(cursor);
  const text = cursor.text.slice(start, cursor.at);
  return { kind, text, parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

function readEnclosedPart(cursor: Cursor): WordPart {
  return isDelimiter(cursor.text.charCodeAt(cursor.at)) && isWordEnd(cursor)
    ? readAsText(cursor, 1)
    : readPart(cursor, "argument");
}
