import { isTokenEnd, isWordEnd, keywordAt, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { code } from "./characters.ts";
import { readForExpressions } from "./conditions.ts";
import { type Cursor, codeAt, endOf, rangeOf, reportError, startOf } from "./cursor.ts";
import { findArithmeticEnd } from "./lookahead.ts";
import { readRedirects } from "./redirects.ts";
import { stop } from "./stops.ts";
import type { ArithmeticFor, ForCommand, Grouping, IfCommand, LoopCommand, ShellWord, Statement } from "./syntax.ts";
import { readWord } from "./words.ts";

/** Reads statements up to a token of `own`, or one that closes a construct around this one. Says so when there are none. */
function readBlock(cursor: Cursor, own: number, construct: string): readonly Statement[] {
  const outer = cursor.stops;
  const start = cursor.at;
  cursor.stops = outer | own;
  const statements = cursor.state.grammar.readStatements(cursor);
  cursor.stops = outer;
  if (statements.length === 0) {
    reportError(cursor, { code: "missing-command", expected: `a command in ${construct}`, start, end: start });
  }
  return statements;
}

/** Steps over a reserved word, or says that it is missing. */
function expectKeyword(cursor: Cursor, keyword: string, construct: string): void {
  if (acceptKeyword(cursor, keyword)) return;
  const expected = `${keyword} to go on with ${construct}`;
  reportError(cursor, { code: "missing-keyword", expected, start: cursor.at, end: cursor.at });
}

function acceptKeyword(cursor: Cursor, keyword: string): boolean {
  if (keywordAt(cursor) !== keyword) return false;
  cursor.at += keyword.length;
  return true;
}

/** Reads `{ …; }`. */
export function readGroup(cursor: Cursor): Grouping {
  const start = cursor.at;
  cursor.at++;
  const body = readBlock(cursor, stop.closeBrace, "{ }");
  expectKeyword(cursor, "}", "{");
  const redirects = readRedirects(cursor);
  return { kind: "group", body, redirects, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads `( … )`. */
export function readSubshell(cursor: Cursor): Grouping {
  const start = cursor.at;
  const outer = cursor.stops;
  cursor.at++;
  cursor.stops = 0;
  const body = readBlock(cursor, stop.closeParen, "( )");
  cursor.stops = outer;
  if (codeAt(cursor, cursor.at) === code.closeParen) cursor.at++;
  else reportError(cursor, { code: "unclosed-subshell", expected: ") to close (", start, end: start + 1 });
  const redirects = readRedirects(cursor);
  return { kind: "subshell", body, redirects, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads if, elif, else. */
export function readIf(cursor: Cursor): IfCommand {
  const start = cursor.at;
  const branches: { readonly condition: readonly Statement[]; readonly body: readonly Statement[] }[] = [];
  cursor.at += "if".length;
  do {
    const condition = readBlock(
      cursor,
      stop.thenWord | stop.elifWord | stop.elseWord | stop.fiWord,
      "the condition of if",
    );
    expectKeyword(cursor, "then", "if");
    branches.push({ condition, body: readBlock(cursor, stop.elifWord | stop.elseWord | stop.fiWord, "then") });
  } while (acceptKeyword(cursor, "elif"));
  const otherwise = acceptKeyword(cursor, "else") ? readBlock(cursor, stop.fiWord, "else") : undefined;
  expectKeyword(cursor, "fi", "if");
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "if", branches, otherwise, redirects, start: startOf(cursor, start), end };
}

/** Reads while and until. */
export function readLoop(cursor: Cursor, kind: "while" | "until"): LoopCommand {
  const start = cursor.at;
  cursor.at += kind.length;
  const condition = readBlock(cursor, stop.doWord | stop.doneWord, `the condition of ${kind}`);
  const body = readDoGroup(cursor, kind);
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind, condition, body, redirects, start: startOf(cursor, start), end };
}

function readDoGroup(cursor: Cursor, construct: string): readonly Statement[] {
  expectKeyword(cursor, "do", construct);
  const body = readBlock(cursor, stop.doneWord, "do");
  expectKeyword(cursor, "done", construct);
  return body;
}

/** Reads `for name in words`, `select` and `for (( … ))`. */
export function readFor(cursor: Cursor, kind: "for" | "select"): ForCommand | ArithmeticFor {
  const start = cursor.at;
  cursor.at += kind.length;
  skipBlanks(cursor);
  if (cursor.text.startsWith("((", cursor.at) && kind === "for") {
    const close = findArithmeticEnd(cursor, cursor.at + 2);
    if (close >= 0) return readArithmeticFor(cursor, start, close);
  }
  const nameStart = cursor.at;
  while (!isTokenEnd(cursor, cursor.at)) cursor.at++;
  const variable = cursor.text.slice(nameStart, cursor.at);
  const variableRange = rangeOf(cursor, nameStart, cursor.at);
  if (variable === "") {
    const expected = `a variable's name behind ${kind}`;
    reportError(cursor, { code: "missing-word", expected, start, end: start + kind.length });
  }
  const words = readForWords(cursor);
  const body = readForBody(cursor, kind);
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind, variable, variableRange, words, body, redirects, start: startOf(cursor, start), end };
}

function readArithmeticFor(cursor: Cursor, start: number, close: number): ArithmeticFor {
  cursor.at += 2;
  const expressions = readForExpressions(cursor, close);
  cursor.at = close + 2;
  const body = readForBody(cursor, "for");
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "arithmetic-for", expressions, body, redirects, start: startOf(cursor, start), end };
}

/** Reads what stands behind `in`; `undefined` without it. */
function readForWords(cursor: Cursor): ShellWord[] | undefined {
  skipLinebreaks(cursor);
  if (!acceptKeyword(cursor, "in")) return undefined;
  const words: ShellWord[] = [];
  skipBlanks(cursor);
  while (!isWordEnd(cursor)) {
    words.push(readWord(cursor, "argument"));
    skipBlanks(cursor);
  }
  return words;
}

/** Reads `do … done`, or `{ … }`, which bash takes as well. */
function readForBody(cursor: Cursor, kind: "for" | "select"): readonly Statement[] {
  skipBlanks(cursor);
  if (codeAt(cursor, cursor.at) === code.semicolon) cursor.at++;
  skipLinebreaks(cursor);
  if (!acceptKeyword(cursor, "{")) return readDoGroup(cursor, kind);
  const body = readBlock(cursor, stop.closeBrace, "{ }");
  expectKeyword(cursor, "}", "{");
  return body;
}
