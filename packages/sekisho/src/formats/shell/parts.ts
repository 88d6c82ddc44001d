import { resolveAnsiC } from "./ansi-c-text.ts";
import { code } from "./characters.ts";
import { type Cursor, codeAt, endOf, enter, leave, reportError, startOf } from "./cursor.ts";
import { findArithmeticEnd, findSubscriptEnd } from "./lookahead.ts";
import { readBracedParameter, readPlainParameter } from "./parameter.ts";
import { readBackquoted, readCommandSubstitution } from "./substitutions.ts";
import type { ShellWord, WordPart } from "./syntax.ts";

/** Adds a part; literals that touch become one. */
export function pushPart(parts: WordPart[], part: WordPart): void {
  const last = parts.at(-1);
  if (part.kind !== "literal" || last?.kind !== "literal") parts.push(part);
  else parts[parts.length - 1] = { kind: "literal", text: last.text + part.text, start: last.start, end: part.end };
}

/** Makes a literal part of what was read since `start`. */
export function literalPart(cursor: Cursor, start: number, text: string): WordPart {
  return { kind: "literal", text, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads `count` characters as text that stands for itself. */
export function readAsText(cursor: Cursor, count: number): WordPart {
  const start = cursor.at;
  cursor.at = Math.min(start + count, cursor.end);
  return literalPart(cursor, start, cursor.text.slice(start, cursor.at));
}

/** Reads what a dollar sign starts; `undefined` when it stands for itself. Quotes are not looked at within quotes. */
export function readDollar(cursor: Cursor, isQuoted: boolean): WordPart | undefined {
  switch (codeAt(cursor, cursor.at + 1)) {
    case code.openParen:
      return readParenthesis(cursor);
    case code.openBrace:
      return readBracedParameter(cursor, isQuoted);
    case code.openBracket:
      return readBracketArithmetic(cursor);
    case code.singleQuote:
      return isQuoted ? undefined : readSingleQuoted(cursor, 1);
    case code.doubleQuote:
      return isQuoted ? undefined : readDoubleQuoted(cursor, 1);
    default:
      return readPlainParameter(cursor);
  }
}

function readParenthesis(cursor: Cursor): WordPart | undefined {
  if (codeAt(cursor, cursor.at + 2) === code.openParen) {
    const close = findArithmeticEnd(cursor, cursor.at + 3);
    if (close >= 0) return readArithmetic(cursor, { start: cursor.at + 3, close, behind: close + 2 });
  }
  return readCommandSubstitution(cursor);
}

function readBracketArithmetic(cursor: Cursor): WordPart | undefined {
  const close = findSubscriptEnd(cursor, cursor.at + 2);
  if (close < 0) return undefined;
  return readArithmetic(cursor, { start: cursor.at + 2, close, behind: close + 1 });
}

function readArithmetic(
  cursor: Cursor,
  bounds: { readonly start: number; readonly close: number; readonly behind: number },
): WordPart | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  cursor.at = bounds.start;
  const parts = readBounded(cursor, bounds.close, arithmetic);
  cursor.at = bounds.behind;
  leave(cursor);
  return { kind: "arithmetic-expansion", parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads `'…'`, or `$'…'` when one character stands before the quote. */
export function readSingleQuoted(cursor: Cursor, prefix: 0 | 1): WordPart {
  const start = cursor.at;
  const isAnsiC = prefix === 1;
  const textStart = start + prefix + 1;
  let close = textStart;
  while (close < cursor.end && cursor.text.charCodeAt(close) !== code.singleQuote) {
    close += isAnsiC && cursor.text.charCodeAt(close) === code.backslash ? 2 : 1;
  }
  close = Math.min(close, cursor.end);
  const written = cursor.text.slice(textStart, close);
  if (close >= cursor.end) reportUnclosedQuote(cursor, start, textStart);
  cursor.at = Math.min(close + 1, cursor.end);
  const text = isAnsiC ? resolveAnsiC(written) : written;
  return { kind: "single-quoted", text, isAnsiC, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads `"…"`, or `$"…"` when one character stands before the quote; `undefined` when the text is nested too deep. */
export function readDoubleQuoted(cursor: Cursor, prefix: 0 | 1): WordPart | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  cursor.at += prefix + 1;
  const parts = readInterpolated(cursor, doubleQuoted);
  if (codeAt(cursor, cursor.at) === code.doubleQuote) cursor.at++;
  else reportUnclosedQuote(cursor, start, start + prefix + 1);
  leave(cursor);
  return { kind: "double-quoted", parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

function reportUnclosedQuote(cursor: Cursor, start: number, end: number): void {
  const expected = `a closing ${cursor.text.charAt(end - 1)}`;
  reportError(cursor, { code: "unclosed-quote", expected, start, end });
}

/** How text with expansions but without words is read. */
interface Interpolation {
  /** A double quote ends it, and a backslash takes away its meaning. */
  readonly endsAtQuote: boolean;
  /** Tabs at the start of lines are left out. */
  readonly stripsTabs: boolean;
}

const doubleQuoted: Interpolation = { endsAtQuote: true, stripsTabs: false };
const arithmetic: Interpolation = { endsAtQuote: false, stripsTabs: false };
const heredoc: Interpolation = arithmetic;
const strippedHeredoc: Interpolation = { endsAtQuote: false, stripsTabs: true };

/** Reads the body of a heredoc with an unquoted delimiter, up to `end`. */
export function readHeredocParts(cursor: Cursor, end: number, stripsTabs: boolean): WordPart[] {
  return readBounded(cursor, end, stripsTabs ? strippedHeredoc : heredoc);
}

/** Reads an arithmetic expression up to `end`. */
export function readArithmeticParts(cursor: Cursor, end: number): WordPart[] {
  return readBounded(cursor, end, arithmetic);
}

function readBounded(cursor: Cursor, end: number, style: Interpolation): WordPart[] {
  const outerEnd = cursor.end;
  cursor.end = end;
  const parts = readInterpolated(cursor, style);
  cursor.end = outerEnd;
  return parts;
}

function readInterpolated(cursor: Cursor, style: Interpolation): WordPart[] {
  const parts: WordPart[] = [];
  if (style.stripsTabs) skipTabs(cursor);
  while (cursor.at < cursor.end) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character === code.doubleQuote && style.endsAtQuote) break;
    if (character === code.dollar) pushPart(parts, readDollar(cursor, true) ?? readAsText(cursor, 1));
    else if (character === code.backquote) pushPart(parts, readBackquoted(cursor, true) ?? readAsText(cursor, 1));
    else pushPart(parts, readInterpolatedText(cursor, style));
  }
  return parts;
}

function readInterpolatedText(cursor: Cursor, style: Interpolation): WordPart {
  const start = cursor.at;
  let text = "";
  let pieceStart = start;
  while (cursor.at < cursor.end) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character === code.dollar || character === code.backquote) break;
    if (character === code.doubleQuote && style.endsAtQuote) break;
    cursor.at++;
    if (character === code.backslash) {
      text += cursor.text.slice(pieceStart, cursor.at - 1);
      pieceStart = skipEscape(cursor, style.endsAtQuote);
    } else if (character === code.lineFeed && style.stripsTabs) {
      text += cursor.text.slice(pieceStart, cursor.at);
      skipTabs(cursor);
      pieceStart = cursor.at;
    }
  }
  return literalPart(cursor, start, text + cursor.text.slice(pieceStart, cursor.at));
}

/** Steps over the character behind a backslash, and gives the offset from which the text counts again. */
function skipEscape(cursor: Cursor, escapesQuote: boolean): number {
  const backslash = cursor.at - 1;
  const lineEnd = lineEndLength(cursor, cursor.at);
  if (lineEnd > 0) {
    cursor.at += lineEnd;
    return cursor.at;
  }
  const character = codeAt(cursor, cursor.at);
  const isEscape =
    character === code.dollar ||
    character === code.backquote ||
    character === code.backslash ||
    (escapesQuote && character === code.doubleQuote);
  if (!isEscape) return backslash;
  return cursor.at++;
}

/** Gives the length of the line end at an offset: 1 for LF, 2 for CR LF, 0 when there is none. */
export function lineEndLength(cursor: Cursor, at: number): 0 | 1 | 2 {
  const character = codeAt(cursor, at);
  if (character === code.lineFeed) return 1;
  return character === code.carriageReturn && codeAt(cursor, at + 1) === code.lineFeed ? 2 : 0;
}

function skipTabs(cursor: Cursor): void {
  while (codeAt(cursor, cursor.at) === code.tab) cursor.at++;
}

/** Reads the operand of `${name…}` up to its closing brace. Single quotes may stand for themselves within double quotes. */
export function readOperand(cursor: Cursor, isQuoted: boolean, keepsSingleQuotes: boolean): ShellWord {
  const start = cursor.at;
  const parts: WordPart[] = [];
  while (cursor.at < cursor.end) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character === code.closeBrace) break;
    let part: WordPart | undefined;
    if (character === code.dollar) part = readDollar(cursor, isQuoted);
    else if (character === code.backquote) part = readBackquoted(cursor, isQuoted);
    else if (character === code.doubleQuote) part = readDoubleQuoted(cursor, 0);
    else if (character === code.singleQuote && !keepsSingleQuotes) part = readSingleQuoted(cursor, 0);
    else if (character === code.backslash) part = readOperandEscape(cursor, isQuoted);
    pushPart(parts, part ?? readOperandText(cursor));
  }
  return { parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads at least one character, up to the next that may mean something. */
function readOperandText(cursor: Cursor): WordPart {
  let at = cursor.at + 1;
  while (at < cursor.end && !isOperandSyntax(cursor.text.charCodeAt(at))) at++;
  return readAsText(cursor, at - cursor.at);
}

function isOperandSyntax(character: number): boolean {
  switch (character) {
    case code.closeBrace:
    case code.dollar:
    case code.backquote:
    case code.doubleQuote:
    case code.singleQuote:
    case code.backslash:
      return true;
    default:
      return false;
  }
}

function readOperandEscape(cursor: Cursor, isQuoted: boolean): WordPart {
  const start = cursor.at;
  const lineEnd = lineEndLength(cursor, start + 1);
  cursor.at = Math.min(start + (lineEnd > 0 ? 1 + lineEnd : 2), cursor.end);
  if (lineEnd > 0) return literalPart(cursor, start, "");
  const keepsBackslash = isQuoted && !isOperandSyntax(codeAt(cursor, start + 1));
  return literalPart(cursor, start, cursor.text.slice(keepsBackslash ? start : start + 1, cursor.at));
}
