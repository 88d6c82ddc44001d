import { code, isDelimiter } from "./characters.ts";
import { type Cursor, codeAt } from "./cursor.ts";

/** A pair that is looked for ahead. */
export interface Pair {
  readonly open: number;
  readonly close: number;
  /** Whether the pair must lie inside one word: an unquoted blank or operator ends the search. */
  readonly isOneWord: boolean;
}

/**
 * Finds the closing character that belongs to an opening one just before `from`; -1 when there is none.
 *
 * Quotes and escapes are stepped over. All searches of one parse share a budget, so that nested openings without an end
 * cannot make it quadratic.
 */
export function findClosing(cursor: Cursor, from: number, pair: Pair): number {
  let depth = 1;
  let parens = 0;
  let at = from;
  while (at < cursor.end && cursor.state.lookahead > 0) {
    const character = cursor.text.charCodeAt(at);
    if (character === pair.close && --depth === 0) break;
    if (character === pair.open) depth++;
    else if (character === code.openParen) parens++;
    else if (character === code.closeParen && parens > 0) parens--;
    else if (pair.isOneWord && parens === 0 && isDelimiter(character)) return spend(cursor, from, at, -1);
    const next = stepOver(cursor, at, character);
    if (next < 0) return spend(cursor, from, cursor.end, -1);
    at = next;
  }
  return spend(cursor, from, at, at < cursor.end && depth === 0 ? at : -1);
}

/** Gives the offset behind one unit: a character, an escape or a quoted text; -1 for a quote without an end. */
function stepOver(cursor: Cursor, at: number, character: number): number {
  if (character === code.backslash) return at + 2;
  if (character === code.singleQuote || character === code.doubleQuote || character === code.backquote) {
    return behindQuote(cursor, at + 1, character);
  }
  return at + 1;
}

function behindQuote(cursor: Cursor, from: number, quote: number): number {
  for (let at = from; at < cursor.end; at++) {
    const character = cursor.text.charCodeAt(at);
    if (character === quote) return at + 1;
    if (character === code.backslash && quote !== code.singleQuote) at++;
  }
  return -1;
}

function spend(cursor: Cursor, from: number, to: number, result: number): number {
  cursor.state.lookahead -= Math.max(1, to - from);
  return result;
}

/** Finds the bracket that closes a subscript; -1 when there is none. */
export function findSubscriptEnd(cursor: Cursor, from: number): number {
  return findClosing(cursor, from, { open: code.openBracket, close: code.closeBracket, isOneWord: false });
}

/** Finds the `))` that closes `((`, given the offset behind it; -1 when the text is a subshell in a subshell. */
export function findArithmeticEnd(cursor: Cursor, from: number): number {
  const close = findClosing(cursor, from, { open: code.openParen, close: code.closeParen, isOneWord: false });
  return close >= 0 && codeAt(cursor, close + 1) === code.closeParen ? close : -1;
}

/** Finds the brace that closes a brace expansion (`{a,b}`, `{1..9}`) opened just before `from`; -1 when it is none. */
export function findBraceEnd(cursor: Cursor, from: number): number {
  const close = findClosing(cursor, from, { open: code.openBrace, close: code.closeBrace, isOneWord: true });
  if (close < 0) return -1;
  let depth = 0;
  for (let at = from; at < close; ) {
    const character = cursor.text.charCodeAt(at);
    if (character === code.openBrace) depth++;
    else if (character === code.closeBrace) depth--;
    else if (depth === 0 && character === code.comma) return close;
    else if (depth === 0 && character === code.dot && cursor.text.charCodeAt(at + 1) === code.dot) return close;
    at = Math.max(at + 1, stepOver(cursor, at, character));
  }
  return spend(cursor, from, close, -1);
}

/**
 * Finds the bracket that closes a bracket expression of a pattern (`[a-z]`, `[!a]`, `[]a]`, `[[:alpha:]]`) opened just before
 * `from`; -1 when the word ends first or holds quotes or expansions there.
 */
export function findBracketEnd(cursor: Cursor, from: number): number {
  let at = from;
  const first = codeAt(cursor, at);
  if (first === code.exclamation || first === code.caret) at++;
  if (codeAt(cursor, at) === code.closeBracket) at++;
  while (at < cursor.end && cursor.state.lookahead > 0) {
    const character = cursor.text.charCodeAt(at);
    if (character === code.closeBracket) return spend(cursor, from, at, at);
    if (isDelimiter(character) || isQuoting(character)) return spend(cursor, from, at, -1);
    if (character === code.openBracket && codeAt(cursor, at + 1) === code.colon) at = behindClass(cursor, at + 2);
    else at += character === code.backslash ? 2 : 1;
  }
  return spend(cursor, from, at, -1);
}

function isQuoting(character: number): boolean {
  return (
    character === code.singleQuote ||
    character === code.doubleQuote ||
    character === code.dollar ||
    character === code.backquote
  );
}

/** Gives the offset behind `[:name:]`, or `from` when it is no character class. */
function behindClass(cursor: Cursor, from: number): number {
  let at = from;
  while (at < cursor.end && cursor.text.charCodeAt(at) >= 0x61 && cursor.text.charCodeAt(at) <= 0x7a) at++;
  return codeAt(cursor, at) === code.colon && codeAt(cursor, at + 1) === code.closeBracket ? at + 2 : from;
}
