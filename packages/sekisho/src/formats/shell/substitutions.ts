import { code } from "./characters.ts";
import { type Cursor, codeAt, endOf, enter, leave, reportError, startOf } from "./cursor.ts";
import { stop } from "./stops.ts";
import type { Statement, WordPart } from "./syntax.ts";

/** Reads `$(…)`; `undefined`, with an error, when the text is nested too deep. */
export function readCommandSubstitution(cursor: Cursor): WordPart | undefined {
  const start = cursor.at;
  const body = readParenthesized(cursor);
  if (body === undefined) return undefined;
  const end = endOf(cursor, start, cursor.at);
  return { kind: "command-substitution", body, isBackquoted: false, start: startOf(cursor, start), end };
}

/** Reads `<(…)` or `>(…)`; `undefined`, with an error, when the text is nested too deep. */
export function readProcessSubstitution(cursor: Cursor): WordPart | undefined {
  const start = cursor.at;
  const body = readParenthesized(cursor);
  if (body === undefined) return undefined;
  return { kind: "process-substitution", body, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads statements behind a two-character opening up to the closing parenthesis. */
function readParenthesized(cursor: Cursor): readonly Statement[] | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  const outerStops = cursor.stops;
  cursor.at += 2;
  cursor.stops = stop.closeParen;
  const body = cursor.state.grammar.readStatements(cursor);
  cursor.stops = outerStops;
  if (codeAt(cursor, cursor.at) === code.closeParen) cursor.at++;
  else {
    const opening = cursor.text.slice(start, start + 2);
    reportError(cursor, { code: "unclosed-substitution", expected: `) to close ${opening}`, start, end: start + 2 });
  }
  leave(cursor);
  return body;
}

/**
 * Reads a backquoted substitution; `undefined`, with an error, when the text is nested too deep.
 *
 * Inside, a backslash before a backquote, a dollar sign or a backslash (and a double quote, within double quotes) is taken
 * away before the commands are read. Source: POSIX Shell Command Language, 2.6.3.
 */
export function readBackquoted(cursor: Cursor, isQuoted: boolean): WordPart | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  let close = start + 1;
  let hasEscapes = false;
  while (close < cursor.end && cursor.text.charCodeAt(close) !== code.backquote) {
    if (cursor.text.charCodeAt(close) !== code.backslash) close++;
    else {
      hasEscapes ||= isTakenAway(codeAt(cursor, close + 1), isQuoted);
      close += 2;
    }
  }
  const isClosed = close < cursor.end;
  const bodyEnd = isClosed ? close : cursor.end;
  const inner = { start: start + 1, end: bodyEnd };
  const body = hasEscapes ? readUnescaped(cursor, inner, isQuoted) : readInPlace(cursor, inner);
  cursor.at = isClosed ? close + 1 : bodyEnd;
  if (!isClosed) reportError(cursor, { code: "unclosed-substitution", expected: "a closing `", start, end: start + 1 });
  leave(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "command-substitution", body, isBackquoted: true, start: startOf(cursor, start), end };
}

function isTakenAway(escaped: number, isQuoted: boolean): boolean {
  return (
    escaped === code.backquote ||
    escaped === code.backslash ||
    escaped === code.dollar ||
    (isQuoted && escaped === code.doubleQuote)
  );
}

function readInPlace(cursor: Cursor, inner: { readonly start: number; readonly end: number }): readonly Statement[] {
  const { end, stops } = cursor;
  cursor.at = inner.start;
  cursor.end = inner.end;
  cursor.stops = 0;
  const body = cursor.state.grammar.readStatements(cursor);
  cursor.end = end;
  cursor.stops = stops;
  return body;
}

function readUnescaped(
  cursor: Cursor,
  inner: { readonly start: number; readonly end: number },
  isQuoted: boolean,
): readonly Statement[] {
  const origins = new Int32Array(inner.end - inner.start + 1);
  const pieces: string[] = [];
  let length = 0;
  let pieceStart = inner.start;
  for (let at = inner.start; at < inner.end; at++) {
    const isEscape = cursor.text.charCodeAt(at) === code.backslash;
    if (isEscape && isTakenAway(codeAt(cursor, at + 1), isQuoted)) {
      pieces.push(cursor.text.slice(pieceStart, at));
      at++;
      pieceStart = at;
    } else if (isEscape && at + 1 < inner.end) {
      origins[length++] = startOf(cursor, at++);
    }
    origins[length++] = startOf(cursor, at);
  }
  pieces.push(cursor.text.slice(pieceStart, inner.end));
  origins[length] = endOf(cursor, inner.start, inner.end);
  const text = pieces.join("");
  const placement = cursor.placement.kind === "fixed" ? cursor.placement : ({ kind: "mapped", origins } as const);
  const child: Cursor = {
    text,
    placement,
    state: cursor.state,
    heredocs: [],
    at: 0,
    end: text.length,
    depth: cursor.depth,
    stops: 0,
  };
  return cursor.state.grammar.readStatements(child);
}
