import { code, isDigit, isNamePart, isNameStart, isSpecialParameter } from "./characters.ts";
import { type Cursor, codeAt, endOf, enter, leave, reportError, startOf } from "./cursor.ts";
import { findSubscriptEnd } from "./lookahead.ts";
import type { ParameterExpansion, ShellWord } from "./syntax.ts";

/** Reads `$name`, `$1` or `$@`; `undefined` when the dollar sign stands for itself. */
export function readPlainParameter(cursor: Cursor): ParameterExpansion | undefined {
  const start = cursor.at;
  const first = codeAt(cursor, start + 1);
  if (isNameStart(first)) cursor.at = behindName(cursor, start + 1);
  else if (isDigit(first) || isSpecialParameter(first)) cursor.at = start + 2;
  else return undefined;
  return {
    kind: "parameter",
    name: cursor.text.slice(start + 1, cursor.at),
    hasBraces: false,
    isLength: false,
    isIndirect: false,
    index: undefined,
    operator: undefined,
    operand: undefined,
    start: startOf(cursor, start),
    end: endOf(cursor, start, cursor.at),
  };
}

/** Reads `${…}`; `undefined`, with an error, when the text is nested too deep. */
export function readBracedParameter(cursor: Cursor, isQuoted: boolean): ParameterExpansion | undefined {
  if (!enter(cursor)) return undefined;
  const start = cursor.at;
  cursor.at += 2;
  const isLength = isLengthPrefix(cursor);
  const isIndirect = !isLength && isIndirectPrefix(cursor);
  if (isLength || isIndirect) cursor.at++;
  const name = readName(cursor);
  const index = name === "" ? undefined : readIndex(cursor);
  const operator = readOperator(cursor, name);
  const operand = readOperand(cursor, operator, isQuoted);
  closeParameter(cursor, start, name !== "" && (operator !== undefined || operand === undefined));
  leave(cursor);
  return {
    kind: "parameter",
    name,
    hasBraces: true,
    isLength,
    isIndirect,
    index,
    operator,
    operand,
    start: startOf(cursor, start),
    end: endOf(cursor, start, cursor.at),
  };
}

function closeParameter(cursor: Cursor, start: number, isGood: boolean): void {
  if (codeAt(cursor, cursor.at) !== code.closeBrace) {
    reportError(cursor, { code: "unclosed-expansion", expected: "} to close ${", start, end: start + 2 });
    return;
  }
  cursor.at++;
  if (isGood) return;
  const expected = "a variable's name and an operator between ${ and }";
  reportError(cursor, { code: "bad-substitution", expected, start, end: cursor.at });
}

/** `${#name}` is a length, `${#}` and `${#%x}` are the parameter `#`. */
function isLengthPrefix(cursor: Cursor): boolean {
  if (codeAt(cursor, cursor.at) !== code.hash) return false;
  const next = codeAt(cursor, cursor.at + 1);
  if (isNamePart(next)) return true;
  return isSpecialParameter(next) && codeAt(cursor, cursor.at + 2) === code.closeBrace;
}

/** `${!name}` is indirect, `${!}` and `${!-x}` are the parameter `!`. */
function isIndirectPrefix(cursor: Cursor): boolean {
  if (codeAt(cursor, cursor.at) !== code.exclamation) return false;
  const next = codeAt(cursor, cursor.at + 1);
  if (isNamePart(next)) return true;
  return isSpecialParameter(next) && codeAt(cursor, cursor.at + 2) === code.closeBrace;
}

function readName(cursor: Cursor): string {
  const start = cursor.at;
  const first = codeAt(cursor, start);
  if (isNameStart(first)) cursor.at = behindName(cursor, start);
  else if (isDigit(first)) while (isDigit(codeAt(cursor, cursor.at))) cursor.at++;
  else if (isSpecialParameter(first)) cursor.at++;
  return cursor.text.slice(start, cursor.at);
}

function behindName(cursor: Cursor, from: number): number {
  let at = from;
  while (isNamePart(codeAt(cursor, at))) at++;
  return at;
}

function readIndex(cursor: Cursor): string | undefined {
  if (codeAt(cursor, cursor.at) !== code.openBracket) return undefined;
  const close = findSubscriptEnd(cursor, cursor.at + 1);
  if (close < 0) return undefined;
  const index = cursor.text.slice(cursor.at + 1, close);
  cursor.at = close + 1;
  return index;
}

/** The operators of two characters, by the first. */
const secondCharacters: Readonly<Record<string, string>> = {
  ":": "-=?+",
  "#": "#",
  "%": "%",
  "/": "/#%",
  "^": "^",
  ",": ",",
  "~": "~",
};

function readOperator(cursor: Cursor, name: string): string | undefined {
  const first = cursor.text[cursor.at];
  if (name === "" || cursor.at >= cursor.end || first === undefined || !":-=?+#%/^,~@*".includes(first))
    return undefined;
  const second = cursor.at + 1 < cursor.end ? cursor.text[cursor.at + 1] : undefined;
  const isDouble = second !== undefined && (secondCharacters[first] ?? "").includes(second);
  const operator = isDouble ? first + second : first;
  cursor.at += operator.length;
  return operator;
}

function readOperand(cursor: Cursor, operator: string | undefined, isQuoted: boolean): ShellWord | undefined {
  const isAtEnd = codeAt(cursor, cursor.at) === code.closeBrace;
  if (operator === undefined && (isAtEnd || cursor.at >= cursor.end)) return undefined;
  const isDefault = operator !== undefined && "-=?+".includes(operator.slice(-1));
  return cursor.state.grammar.readOperand(cursor, isQuoted, isQuoted && (isDefault || operator === ":"));
}
