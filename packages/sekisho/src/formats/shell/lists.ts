import { exactList } from "../../model/exact-list.ts";
import { keywordAt, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { code } from "./characters.ts";
import { readCommand } from "./commands.ts";
import { type Cursor, codeAt, endOf, isTooDeep, reportError, startOf } from "./cursor.ts";
import { stop, stopOfKeyword } from "./stops.ts";
import type { AndOr, Command, Pipeline, Statement } from "./syntax.ts";

/** Reads statements up to a token that closes an open construct, or to the end. What fits nowhere is reported and skipped. */
export function readStatements(cursor: Cursor): readonly Statement[] {
  const statements: Statement[] = [];
  skipLinebreaks(cursor);
  while (cursor.at < cursor.end && !isAtStop(cursor)) {
    const command = readAndOr(cursor);
    if (command === undefined) skipUnexpected(cursor);
    else statements.push(endStatement(cursor, command));
    skipLinebreaks(cursor);
  }
  return exactList(statements);
}

/** Reads `;`, `&` or nothing behind a command. */
function endStatement(cursor: Cursor, command: Command): Statement {
  const commandEnd = cursor.at;
  skipBlanks(cursor);
  const isBackground = codeAt(cursor, cursor.at) === code.ampersand;
  if (isBackground) cursor.at++;
  const end = isBackground ? endOf(cursor, commandEnd, cursor.at) : command.end;
  if (codeAt(cursor, cursor.at) === code.semicolon && !isCaseEnd(cursor) && !isBackground) cursor.at++;
  else if (!isBackground) expectStatementEnd(cursor);
  return { command, isBackground, start: command.start, end };
}

/** Says so when a command goes on where only a separator can stand; reading goes on with a new command. */
function expectStatementEnd(cursor: Cursor): void {
  const character = codeAt(cursor, cursor.at);
  const isEnd =
    character === -1 ||
    character === code.lineFeed ||
    character === code.semicolon ||
    character === code.closeParen ||
    isAtStop(cursor);
  if (isEnd) return;
  const expected = "a separator: ; or & or && or || or | or the end of the line";
  reportError(cursor, { code: "unexpected-token", expected, start: cursor.at, end: cursor.at + 1 });
  if (isTooDeep(cursor)) skipToSeparator(cursor);
  else if (character === code.openParen) cursor.at++;
}

function isCaseEnd(cursor: Cursor): boolean {
  const next = codeAt(cursor, cursor.at + 1);
  if (next === code.semicolon) return true;
  return next === code.ampersand && (cursor.stops & stop.caseEnd) !== 0;
}

function isAtStop(cursor: Cursor): boolean {
  if (cursor.stops === 0) return false;
  const character = codeAt(cursor, cursor.at);
  if (character === code.closeParen) return (cursor.stops & stop.closeParen) !== 0;
  if (character === code.semicolon) return (cursor.stops & stop.caseEnd) !== 0 && isCaseEnd(cursor);
  return (cursor.stops & (stopOfKeyword.get(keywordAt(cursor)) ?? 0)) !== 0;
}

/** Steps over a token that no statement can start with; below the deepest level, over everything up to a separator. */
function skipUnexpected(cursor: Cursor): void {
  const start = cursor.at;
  if (isTooDeep(cursor)) skipToSeparator(cursor);
  if (cursor.at > start) return;
  const length = keywordAt(cursor).length || operatorLength(cursor);
  cursor.at = Math.min(start + length, cursor.end);
  reportError(cursor, { code: "unexpected-token", expected: "a command", start, end: cursor.at });
}

function skipToSeparator(cursor: Cursor): void {
  while (cursor.at < cursor.end && !isSeparator(cursor.text.charCodeAt(cursor.at))) cursor.at++;
}

function isSeparator(character: number): boolean {
  return character === code.semicolon || character === code.lineFeed;
}

/** Gives the length of a run of one operator character, at most two. */
function operatorLength(cursor: Cursor): number {
  return codeAt(cursor, cursor.at) === codeAt(cursor, cursor.at + 1) ? 2 : 1;
}

function readAndOr(cursor: Cursor): AndOr | Command | undefined {
  const start = cursor.at;
  const first = readPipeline(cursor);
  if (first === undefined) return undefined;
  const operands: { readonly operator: "&&" | "||" | undefined; readonly command: Command }[] = [
    { operator: undefined, command: first },
  ];
  let end = cursor.at;
  for (;;) {
    skipBlanks(cursor);
    const operator = andOrOperator(cursor);
    if (operator === undefined) break;
    const operatorStart = cursor.at;
    cursor.at += 2;
    end = cursor.at;
    const command = readBehindOperator(cursor, operatorStart, readPipeline);
    if (command === undefined) break;
    operands.push({ operator, command });
    end = cursor.at;
  }
  cursor.at = end;
  if (operands.length === 1) return first;
  return { kind: "and-or", operands, start: startOf(cursor, start), end: endOf(cursor, start, end) };
}

function andOrOperator(cursor: Cursor): "&&" | "||" | undefined {
  const character = codeAt(cursor, cursor.at);
  if (codeAt(cursor, cursor.at + 1) !== character) return undefined;
  if (character === code.ampersand) return "&&";
  return character === code.pipe ? "||" : undefined;
}

/** Reads what stands behind an operator; line ends may stand before it. */
function readBehindOperator(
  cursor: Cursor,
  operatorStart: number,
  read: (cursor: Cursor) => Command | undefined,
): Command | undefined {
  const operatorEnd = cursor.at;
  skipLinebreaks(cursor);
  const command = isAtStop(cursor) ? undefined : read(cursor);
  if (command !== undefined) return command;
  const expected = `a command behind ${cursor.text.slice(operatorStart, operatorEnd)}`;
  reportError(cursor, { code: "missing-command", expected, start: operatorStart, end: operatorEnd });
  return undefined;
}

function readPipeline(cursor: Cursor): Command | undefined {
  const start = cursor.at;
  const prefix = readPrefix(cursor);
  const hasPrefix = cursor.at > start;
  const first = readCommand(cursor);
  if (first === undefined) return hasPrefix ? prefixAlone(cursor, start, prefix) : undefined;
  const commands: [Command, ...Command[]] = [first];
  const operators: ("|" | "|&")[] = [];
  let end = cursor.at;
  for (;;) {
    skipBlanks(cursor);
    const operator = pipeOperator(cursor);
    if (operator === undefined) break;
    const operatorStart = cursor.at;
    cursor.at += operator.length;
    end = cursor.at;
    const command = readBehindOperator(cursor, operatorStart, readCommand);
    if (command === undefined) break;
    operators.push(operator);
    commands.push(command);
    end = cursor.at;
  }
  cursor.at = end;
  if (commands.length === 1 && !hasPrefix) return first;
  const range = { start: startOf(cursor, start), end: endOf(cursor, start, end) };
  return { kind: "pipeline", ...prefix, commands, operators, ...range };
}

function pipeOperator(cursor: Cursor): "|" | "|&" | undefined {
  if (codeAt(cursor, cursor.at) !== code.pipe) return undefined;
  const next = codeAt(cursor, cursor.at + 1);
  if (next === code.pipe) return undefined;
  return next === code.ampersand ? "|&" : "|";
}

interface Prefix {
  readonly isNegated: boolean;
  readonly isTimed: boolean;
}

/** Reads `!` and `time [-p]` before a pipeline, and the blanks behind them. */
function readPrefix(cursor: Cursor): Prefix {
  let isNegated = false;
  let isTimed = false;
  for (;;) {
    const keyword = keywordAt(cursor);
    if (keyword === "!") isNegated = !isNegated;
    else if (keyword === "time") isTimed = true;
    else return { isNegated, isTimed };
    cursor.at += keyword.length;
    skipBlanks(cursor);
    if (keyword === "time" && isTimeOption(cursor)) {
      cursor.at += 2;
      skipBlanks(cursor);
    }
  }
}

function isTimeOption(cursor: Cursor): boolean {
  const isDashP = cursor.text.startsWith("-p", cursor.at);
  return isDashP && (codeAt(cursor, cursor.at + 2) === code.space || codeAt(cursor, cursor.at + 2) === -1);
}

/** `time` or `!` alone stands before a command without words. */
function prefixAlone(cursor: Cursor, start: number, prefix: Prefix): Pipeline {
  const range = { start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
  const nothing = {
    kind: "simple",
    assignments: [],
    words: [],
    redirects: [],
    start: range.end,
    end: range.end,
  } as const;
  return { kind: "pipeline", ...prefix, commands: [nothing], operators: [], ...range };
}
