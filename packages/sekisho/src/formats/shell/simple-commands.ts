import { exactList } from "../../model/exact-list.ts";
import { isWordEnd, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { code, isNamePart, isNameStart } from "./characters.ts";
import { type Cursor, codeAt, endOf, reportError, startOf } from "./cursor.ts";
import { findSubscriptEnd } from "./lookahead.ts";
import { pushPart } from "./parts.ts";
import { readRedirect } from "./redirects.ts";
import type { Assignment, Redirect, ShellWord, SimpleCommand, WordPart } from "./syntax.ts";
import { emptyWord, readPart, readWord } from "./words.ts";

/** Reads assignments, words and redirects up to an operator; `undefined` when there are none. */
export function readSimpleCommand(cursor: Cursor): SimpleCommand | undefined {
  const start = cursor.at;
  const assignments: Assignment[] = [];
  const words: ShellWord[] = [];
  const redirects: Redirect[] = [];
  let end = start;
  for (;;) {
    const redirect = readRedirect(cursor);
    if (redirect !== undefined) redirects.push(redirect);
    else if (isWordEnd(cursor)) break;
    else {
      const assignment = words.length === 0 ? readAssignment(cursor) : undefined;
      if (assignment !== undefined) assignments.push(assignment);
      else words.push(readArgument(cursor));
    }
    end = cursor.at;
    if (words.length === 1 && redirects.length === 0 && isFunctionParens(cursor)) break;
    skipBlanks(cursor);
  }
  cursor.at = end;
  if (end === start) return undefined;
  return {
    kind: "simple",
    assignments: exactList(assignments),
    words: exactList(words),
    redirects: exactList(redirects),
    start: startOf(cursor, start),
    end: endOf(cursor, start, end),
  };
}

/** Tells whether `()` follows, blanks allowed: what was read is a function's name. */
function isFunctionParens(cursor: Cursor): boolean {
  return behindFunctionParens(cursor) >= 0;
}

/** Gives the offset behind a following `()`, -1 when none follows. */
export function behindFunctionParens(cursor: Cursor): number {
  const open = behindSpaces(cursor, cursor.at);
  if (codeAt(cursor, open) !== code.openParen) return -1;
  const close = behindSpaces(cursor, open + 1);
  return codeAt(cursor, close) === code.closeParen ? close + 1 : -1;
}

function behindSpaces(cursor: Cursor, from: number): number {
  let at = from;
  while (codeAt(cursor, at) === code.space || codeAt(cursor, at) === code.tab) at++;
  return at;
}

/** Reads a word of a command, with `(…)` behind `name=` as an array. */
function readArgument(cursor: Cursor): ShellWord {
  const start = cursor.at;
  const word = readWord(cursor, "argument");
  const isArray = cursor.text.charCodeAt(cursor.at - 1) === code.equals && codeAt(cursor, cursor.at) === code.openParen;
  if (!isArray || !isNameStart(cursor.text.charCodeAt(start))) return word;
  const parts: WordPart[] = [...word.parts];
  const arrayStart = cursor.at;
  const elements = readArray(cursor);
  const end = endOf(cursor, arrayStart, cursor.at);
  parts.push({ kind: "array", elements, start: startOf(cursor, arrayStart), end });
  while (!isWordEnd(cursor)) pushPart(parts, readPart(cursor, "argument"));
  return { parts, start: word.start, end: endOf(cursor, start, cursor.at) };
}

function readAssignment(cursor: Cursor): Assignment | undefined {
  const start = cursor.at;
  let at = start;
  if (!isNameStart(codeAt(cursor, at))) return undefined;
  while (isNamePart(codeAt(cursor, at))) at++;
  const name = cursor.text.slice(start, at);
  let index: string | undefined;
  if (codeAt(cursor, at) === code.openBracket) {
    const close = findSubscriptEnd(cursor, at + 1);
    if (close < 0) return undefined;
    index = cursor.text.slice(at + 1, close);
    at = close + 1;
  }
  const isAppend = codeAt(cursor, at) === code.plus;
  if (isAppend) at++;
  if (codeAt(cursor, at) !== code.equals) return undefined;
  cursor.at = at + 1;
  const array = codeAt(cursor, cursor.at) === code.openParen ? readArray(cursor) : undefined;
  const value = array === undefined ? readWord(cursor, "value") : emptyWord(cursor, at + 1);
  return {
    name,
    isAppend,
    index,
    value,
    array,
    start: startOf(cursor, start),
    end: endOf(cursor, start, cursor.at),
  };
}

/** Reads `(…)` with words and line ends between the parentheses. */
function readArray(cursor: Cursor): ShellWord[] {
  const open = cursor.at++;
  const elements: ShellWord[] = [];
  skipLinebreaks(cursor);
  while (!isWordEnd(cursor)) {
    elements.push(readWord(cursor, "argument"));
    skipLinebreaks(cursor);
  }
  if (codeAt(cursor, cursor.at) === code.closeParen) cursor.at++;
  else {
    const expected = ") to close the array";
    reportError(cursor, { code: "unclosed-array", expected, start: open, end: open + 1 });
  }
  return elements;
}
