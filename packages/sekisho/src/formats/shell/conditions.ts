import { isTokenEnd, isWordEnd, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { code } from "./characters.ts";
import { type Cursor, codeAt, endOf, reportError, startOf } from "./cursor.ts";
import { findArithmeticEnd } from "./lookahead.ts";
import { pushPart, readArithmeticParts, readAsText } from "./parts.ts";
import { readRedirects } from "./redirects.ts";
import type { BashCondition, ShellWord, WordPart } from "./syntax.ts";
import { literalWord, readPart, readWord } from "./words.ts";

/** Reads `(( … ))`; `undefined` when the parentheses are subshells. */
export function readArithmeticCommand(cursor: Cursor): BashCondition | undefined {
  const start = cursor.at;
  const close = findArithmeticEnd(cursor, start + 2);
  if (close < 0) return undefined;
  cursor.at = start + 2;
  const word = readExpression(cursor, close);
  cursor.at = close + 2;
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "arithmetic", words: [word], redirects, start: startOf(cursor, start), end };
}

/** Reads an arithmetic expression up to `end` as one word. */
function readExpression(cursor: Cursor, end: number): ShellWord {
  const start = cursor.at;
  const parts = readArithmeticParts(cursor, end);
  return { parts, start: startOf(cursor, start), end: endOf(cursor, start, end) };
}

/** Reads `[[ … ]]`: operands and operators in order. */
export function readDoubleBracket(cursor: Cursor): BashCondition {
  const start = cursor.at;
  const words: ShellWord[] = [];
  let isRegexNext = false;
  cursor.at += 2;
  for (;;) {
    skipLinebreaks(cursor);
    if (isClosing(cursor)) {
      cursor.at += 2;
      break;
    }
    const word = isRegexNext ? readRegex(cursor) : (readOperator(cursor) ?? readWord(cursor, "argument"));
    if (word.start === word.end) {
      reportError(cursor, { code: "unclosed-condition", expected: "]] to close [[", start, end: start + 2 });
      break;
    }
    words.push(word);
    isRegexNext = isRegexOperator(word);
  }
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "double-bracket", words, redirects, start: startOf(cursor, start), end };
}

function isClosing(cursor: Cursor): boolean {
  return cursor.text.startsWith("]]", cursor.at) && cursor.at + 2 <= cursor.end && isTokenEnd(cursor, cursor.at + 2);
}

function isRegexOperator(word: ShellWord): boolean {
  const first = word.parts[0];
  return word.parts.length === 1 && first?.kind === "literal" && first.text === "=~";
}

/** Reads `&&`, `||`, `(`, `)`, `<` or `>` as a word. */
function readOperator(cursor: Cursor): ShellWord | undefined {
  const start = cursor.at;
  const first = codeAt(cursor, start);
  switch (first) {
    case code.ampersand:
    case code.pipe:
      if (codeAt(cursor, start + 1) !== first) return undefined;
      cursor.at += 2;
      return literalWord(cursor, start);
    case code.less:
    case code.greater:
      if (codeAt(cursor, start + 1) === code.openParen) return undefined;
      cursor.at++;
      return literalWord(cursor, start);
    case code.openParen:
    case code.closeParen:
      cursor.at++;
      return literalWord(cursor, start);
    default:
      return undefined;
  }
}

/** Reads the right side of `=~`: parentheses and bars are the expression's own, blanks count within parentheses. */
function readRegex(cursor: Cursor): ShellWord {
  const start = cursor.at;
  const parts: WordPart[] = [];
  let depth = 0;
  while (cursor.at < cursor.end) {
    const character = cursor.text.charCodeAt(cursor.at);
    if (character === code.lineFeed || (depth === 0 && isBlank(character))) break;
    if (character === code.openParen) depth++;
    else if (character === code.closeParen && --depth < 0) break;
    const isOwn = character === code.openParen || character === code.closeParen || isWordEnd(cursor);
    pushPart(parts, isOwn ? readAsText(cursor, 1) : readPart(cursor, "argument"));
  }
  return { parts, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

function isBlank(character: number): boolean {
  return character === code.space || character === code.tab;
}

/** Reads the three expressions of `for (( … ))`, given the offset of its closing parentheses. */
export function readForExpressions(cursor: Cursor, close: number): ShellWord[] {
  const expressions: ShellWord[] = [];
  while (cursor.at <= close) {
    let end = cursor.at;
    while (end < close && cursor.text.charCodeAt(end) !== code.semicolon) end++;
    skipBlanks(cursor);
    expressions.push(readExpression(cursor, Math.max(end, cursor.at)));
    cursor.at = Math.max(end, cursor.at) + 1;
  }
  return expressions;
}
