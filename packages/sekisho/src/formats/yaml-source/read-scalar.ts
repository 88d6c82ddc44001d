import { pieceOf } from "./piece-of.ts";
import { resolveScalar } from "./resolve-scalar.ts";
import type { YamlScalar } from "./syntax.ts";
import { isBlankOrEnd, isFlowIndicator, type YamlCursor } from "./yaml-cursor.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;
const tab = 0x09;
const hash = 0x23;
const colon = 0x3a;
const questionMark = 0x3f;
const backslash = 0x5c;

/** Reads a scalar without quotes, over as many lines as are deeper than `parent`; in a flow over any. */
export function readPlain(cursor: YamlCursor, parent: number, isFlow: boolean): YamlScalar {
  const start = cursor.at;
  return readPlainFrom(cursor, { start, text: readPlainLine(cursor, isFlow) }, parent, isFlow);
}

/** The part of a plain scalar that stands on its first line. */
export interface FirstLine {
  readonly start: number;
  readonly text: string;
}

/** Reads a scalar without quotes of which the first line is read: the cursor stands behind it. */
export function readPlainFrom(cursor: YamlCursor, first: FirstLine, parent: number, isFlow: boolean): YamlScalar {
  const { start } = first;
  let { text } = first;
  let { at: end, lineStart } = cursor;
  for (;;) {
    const breaks = skipToContinuation(cursor, parent, isFlow);
    if (breaks === 0) break;
    const line = readPlainLine(cursor, isFlow);
    if (line === "") break;
    text += (breaks === 1 ? " " : "\n".repeat(breaks - 1)) + line;
    end = cursor.at;
    ({ lineStart } = cursor);
  }
  cursor.at = end;
  cursor.lineStart = lineStart;
  const value = resolveScalar(text);
  const frame = { style: "plain", start, end } as const;
  return typeof value === "string"
    ? { kind: "scalar", value, ...frame }
    : { kind: "scalar", value, raw: text, ...frame };
}

/** Reads the part of a plain scalar that stands on this line, without the blanks behind it. */
export function readPlainLine(cursor: YamlCursor, isFlow: boolean): string {
  const { text, at: start, end: last } = cursor;
  let end = start;
  for (let at = start; at < last; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > questionMark) {
      if (isFlow && isFlowIndicator(unit)) break;
      end = at + 1;
      continue;
    }
    if (unit === lineFeed || unit === carriageReturn) break;
    if (unit === blank || unit === tab) continue;
    if (unit === colon && (at + 1 >= last || isBlankOrEnd(text.charCodeAt(at + 1)))) break;
    if (isFlow && (isFlowIndicator(unit) || unit === questionMark)) break;
    if (unit === hash && at > end) break;
    end = at + 1;
  }
  cursor.at = end;
  return pieceOf(text, start, end);
}

/** Goes to the next line of a plain scalar and gives the number of line ends passed; 0 when there is no next line. */
function skipToContinuation(cursor: YamlCursor, parent: number, isFlow: boolean): number {
  let breaks = 0;
  for (;;) {
    let unit = cursor.unit();
    for (; unit === blank || unit === tab; unit = cursor.unit()) {
      if (unit === tab && breaks > 0 && !isFlow && cursor.column <= parent) cursor.fail("tab-indentation");
      cursor.at += 1;
    }
    if (unit !== lineFeed && unit !== carriageReturn) break;
    cursor.takeLineEnd();
    breaks += 1;
  }
  if (breaks === 0 || cursor.isAtEnd || cursor.unit() === hash) return 0;
  return !isFlow && cursor.column <= parent ? 0 : breaks;
}

/** Reads a scalar in single quotes. */
export function readSingleQuoted(cursor: YamlCursor): YamlScalar {
  const start = cursor.at;
  cursor.at += 1;
  const parts: string[] = [];
  for (;;) {
    const from = cursor.at;
    const end = findQuotedStop(cursor, 0x27);
    const isBreak = cursor.text.charCodeAt(end) !== 0x27;
    const piece = cursor.text.slice(from, end);
    cursor.at = end;
    if (isBreak) parts.push(withoutBlanksBehind(piece), foldLineEnds(cursor, start));
    else if (cursor.unit(1) === 0x27) {
      parts.push(piece, "'");
      cursor.at += 2;
    } else {
      parts.push(piece);
      cursor.at += 1;
      return { kind: "scalar", value: joined(parts), style: "single", start, end: cursor.at };
    }
  }
}

function joined(parts: readonly string[]): string {
  const [only = ""] = parts;
  return parts.length > 1 ? parts.join("") : pieceOf(only, 0, only.length);
}

/** By hand: there may be a megabyte of them, which a pattern would look through from each again. */
function withoutBlanksBehind(piece: string): string {
  let end = piece.length;
  while (end > 0 && (piece.charCodeAt(end - 1) === blank || piece.charCodeAt(end - 1) === tab)) end -= 1;
  return piece.slice(0, end);
}

/** Finds the next quote, backslash (of double quotes) or line end. */
function findQuotedStop(cursor: YamlCursor, quote: number): number {
  const { text } = cursor;
  for (let { at } = cursor; at < cursor.end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote || unit === lineFeed || unit === carriageReturn) return at;
    if (unit === backslash && quote === 0x22) return at;
  }
  return cursor.end;
}

/** Passes line ends in a quoted scalar, with the blanks around them: one is a blank, more are one less. */
function foldLineEnds(cursor: YamlCursor, start: number): string {
  let breaks = 0;
  for (;;) {
    if (cursor.isAtEnd) cursor.fail("unclosed-quote", start, Math.min(start + 80, cursor.end));
    const unit = cursor.unit();
    if (unit === lineFeed || unit === carriageReturn) {
      cursor.takeLineEnd();
      breaks += 1;
    } else if (unit === blank || unit === tab) cursor.at += 1;
    else return breaks === 1 ? " " : "\n".repeat(Math.max(0, breaks - 1));
  }
}

/** Reads a scalar in double quotes. */
export function readDoubleQuoted(cursor: YamlCursor): YamlScalar {
  const start = cursor.at;
  cursor.at += 1;
  const parts: string[] = [];
  for (;;) {
    const from = cursor.at;
    const end = findQuotedStop(cursor, 0x22);
    const piece = cursor.text.slice(from, end);
    cursor.at = end;
    const unit = cursor.unit();
    if (unit === 0x22) {
      parts.push(piece);
      cursor.at += 1;
      return { kind: "scalar", value: joined(parts), style: "double", start, end: cursor.at };
    }
    if (unit === backslash) parts.push(piece, readEscape(cursor, start));
    else parts.push(withoutBlanksBehind(piece), foldLineEnds(cursor, start));
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["/", "/"],
  ["\\", "\\"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function readEscape(cursor: YamlCursor, start: number): string {
  const letter = cursor.text.charAt(cursor.at + 1);
  const length = hexLengths.get(letter);
  if (length !== undefined) return readCodePoint(cursor, length);
  if (letter === "\n" || letter === "\r") {
    cursor.at += 1;
    // An escaped line end joins the lines; the blanks in front of the next one go, empty lines between them stay.
    const folded = foldLineEnds(cursor, start);
    return folded === " " ? "" : folded;
  }
  const replaced = escapes.get(letter);
  if (replaced === undefined) cursor.fail("bad-escape", cursor.at, Math.min(cursor.at + 2, cursor.end));
  cursor.at += 2;
  return replaced;
}

function readCodePoint(cursor: YamlCursor, length: number): string {
  const digits = cursor.text.slice(cursor.at + 2, cursor.at + 2 + length);
  const value = /^[0-9a-fA-F]{2,8}$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    cursor.fail("bad-escape", cursor.at, Math.min(cursor.at + 2 + length, cursor.end));
  }
  cursor.at += 2 + length;
  return String.fromCodePoint(value);
}

/** Tells whether a scalar without quotes may begin here. */
export function canBeginPlain(cursor: YamlCursor, isFlow: boolean): boolean {
  const unit = cursor.unit();
  if (isLetterOrDigit(unit)) return true;
  if (unit === 0x2d) return !isBlankOrEnd(cursor.unit(1));
  if (unit === questionMark || unit === colon) return !isFlow && !isBlankOrEnd(cursor.unit(1));
  return !isBlankOrEnd(unit) && !"-?:,[]{}#&*!|>'\"%@`".includes(String.fromCharCode(unit));
}

function isLetterOrDigit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
}
