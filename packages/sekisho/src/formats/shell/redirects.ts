import { skipBlanks } from "./blanks.ts";
import { code, isDigit, isNamePart, isNameStart } from "./characters.ts";
import { type Cursor, codeAt, endOf, type PendingHeredoc, rangeOf, reportError, startOf } from "./cursor.ts";
import type { Redirect, ShellHeredoc, ShellWord } from "./syntax.ts";
import { literalOf } from "./word-text.ts";
import { readWord } from "./words.ts";

/** The operators, longest first. `<(` and `>(` are no redirects. */
const operators = ["&>>", "<<<", "<<-", "&>", "<<", ">>", "<&", ">&", "<>", ">|", "<", ">"] as const;

/** Reads a redirect, or gives `undefined` and stays where none starts. */
export function readRedirect(cursor: Cursor): Redirect | undefined {
  const start = cursor.at;
  const operatorStart = behindDescriptor(cursor);
  const operator = operatorAt(cursor, operatorStart);
  if (operator === undefined) return undefined;
  cursor.at = operatorStart + operator.length;
  const operatorEnd = cursor.at;
  const descriptor = cursor.text.slice(start, operatorStart).replace(/^\{|\}$/g, "");
  skipBlanks(cursor);
  const targetStart = cursor.at;
  const target = readWord(cursor, "argument");
  if (cursor.at === targetStart) {
    const expected = `a word behind ${operator}`;
    reportError(cursor, { code: "missing-word", expected, start: operatorStart, end: operatorEnd });
    cursor.at = operatorEnd;
  }
  const heredoc =
    operator === "<<" || operator === "<<-" ? announceHeredoc(cursor, operatorStart, targetStart, target) : undefined;
  return {
    descriptor: descriptor === "" ? undefined : descriptor,
    operator,
    target,
    heredoc,
    start: startOf(cursor, start),
    end: endOf(cursor, start, cursor.at),
  };
}

/** Reads the redirects behind a compound command. */
export function readRedirects(cursor: Cursor): Redirect[] {
  const redirects: Redirect[] = [];
  for (;;) {
    const before = cursor.at;
    skipBlanks(cursor);
    const redirect = readRedirect(cursor);
    if (redirect === undefined) {
      cursor.at = before;
      return redirects;
    }
    redirects.push(redirect);
  }
}

/** Gives the offset behind `2` or `{name}` when an angle bracket follows, the same offset otherwise. */
function behindDescriptor(cursor: Cursor): number {
  let at = cursor.at;
  const first = codeAt(cursor, at);
  if (isDigit(first)) while (isDigit(codeAt(cursor, at))) at++;
  else if (first === code.openBrace && isNameStart(codeAt(cursor, at + 1))) {
    at++;
    while (isNamePart(codeAt(cursor, at))) at++;
    if (codeAt(cursor, at) !== code.closeBrace) return cursor.at;
    at++;
  }
  const next = codeAt(cursor, at);
  return next === code.less || next === code.greater ? at : cursor.at;
}

function operatorAt(cursor: Cursor, at: number): string | undefined {
  const first = codeAt(cursor, at);
  const second = codeAt(cursor, at + 1);
  if (first === code.ampersand) {
    if (second !== code.greater) return undefined;
  } else if ((first !== code.less && first !== code.greater) || second === code.openParen) return undefined;
  for (const operator of operators) {
    if (cursor.text.startsWith(operator, at) && at + operator.length <= cursor.end) return operator;
  }
  return undefined;
}

function announceHeredoc(cursor: Cursor, operatorStart: number, targetStart: number, target: ShellWord): ShellHeredoc {
  const written = cursor.text.slice(targetStart, cursor.at);
  const heredoc: PendingHeredoc = {
    ...rangeOf(cursor, operatorStart, cursor.at),
    delimiter: literalOf(target) ?? written,
    isQuoted: /["'\\]/.test(written),
    stripsTabs: cursor.text.charCodeAt(operatorStart + 2) === code.dash,
    body: undefined,
  };
  cursor.heredocs.push(heredoc);
  return heredoc;
}
