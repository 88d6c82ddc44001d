import { isTokenEnd, keywordAt, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { readCase } from "./case-command.ts";
import { code } from "./characters.ts";
import { readFor, readGroup, readIf, readLoop, readSubshell } from "./compounds.ts";
import { readArithmeticCommand, readDoubleBracket } from "./conditions.ts";
import { type Cursor, codeAt, endOf, enter, leave, reportError, startOf } from "./cursor.ts";
import { behindFunctionParens, readSimpleCommand } from "./simple-commands.ts";
import type { Command, FunctionDefinition, SimpleCommand } from "./syntax.ts";
import { literalOf } from "./word-text.ts";

/** Reads one command; `undefined` where none can start. */
export function readCommand(cursor: Cursor): Command | undefined {
  const keyword = keywordAt(cursor);
  if (keyword === "" && codeAt(cursor, cursor.at) !== code.openParen) return readSimpleOrFunction(cursor);
  if (keyword === "in") return readSimpleOrFunction(cursor);
  if (!enter(cursor)) return undefined;
  const command = keyword === "" ? readParenthesis(cursor) : readKeyword(cursor, keyword);
  leave(cursor);
  return command;
}

function readKeyword(cursor: Cursor, keyword: string): Command | undefined {
  switch (keyword) {
    case "{":
      return readGroup(cursor);
    case "if":
      return readIf(cursor);
    case "while":
    case "until":
      return readLoop(cursor, keyword);
    case "for":
    case "select":
      return readFor(cursor, keyword);
    case "case":
      return readCase(cursor);
    case "function":
      return readFunctionKeyword(cursor);
    case "[[":
      return readDoubleBracket(cursor);
    case "coproc":
      return readCoprocess(cursor);
    default:
      return undefined;
  }
}

function readParenthesis(cursor: Cursor): Command {
  const isDouble = codeAt(cursor, cursor.at + 1) === code.openParen;
  return (isDouble ? readArithmeticCommand(cursor) : undefined) ?? readSubshell(cursor);
}

function readSimpleOrFunction(cursor: Cursor): Command | undefined {
  const start = cursor.at;
  const command = readSimpleCommand(cursor);
  if (command === undefined) return undefined;
  const name = functionName(command);
  const behind = name === undefined ? -1 : behindFunctionParens(cursor);
  if (name === undefined || behind < 0) return command;
  cursor.at = behind;
  return readFunctionBody(cursor, start, name) ?? command;
}

function functionName(command: SimpleCommand): string | undefined {
  const word = command.words[0];
  const isAlone = command.words.length === 1 && command.assignments.length === 0 && command.redirects.length === 0;
  return isAlone && word !== undefined ? literalOf(word) : undefined;
}

/** Reads `function name [()] body`. */
function readFunctionKeyword(cursor: Cursor): Command | undefined {
  const start = cursor.at;
  cursor.at += "function".length;
  skipBlanks(cursor);
  const nameStart = cursor.at;
  while (!isTokenEnd(cursor, cursor.at)) cursor.at++;
  const name = cursor.text.slice(nameStart, cursor.at);
  if (name === "") {
    const end = start + "function".length;
    reportError(cursor, { code: "missing-word", expected: "a name behind function", start, end });
  }
  const behind = behindFunctionParens(cursor);
  if (behind >= 0) cursor.at = behind;
  return readFunctionBody(cursor, start, name);
}

function readFunctionBody(cursor: Cursor, start: number, name: string): FunctionDefinition | undefined {
  const headEnd = cursor.at;
  skipLinebreaks(cursor);
  const isDeep = !enter(cursor);
  const body = isDeep ? undefined : readCommand(cursor);
  if (!isDeep) leave(cursor);
  if (body === undefined) {
    const expected = `a command as the body of ${name}`;
    reportError(cursor, { code: "missing-command", expected, start, end: headEnd });
    return undefined;
  }
  return { kind: "function", name, body, start: startOf(cursor, start), end: endOf(cursor, start, cursor.at) };
}

/** Reads `coproc [NAME] command`. Before a compound command the word is stepped over, else it is the first of the command. */
function readCoprocess(cursor: Cursor): Command | undefined {
  const start = cursor.at;
  cursor.at += "coproc".length;
  skipBlanks(cursor);
  if (startsCompound(cursor)) return readCommand(cursor);
  while (!isTokenEnd(cursor, cursor.at)) cursor.at++;
  skipBlanks(cursor);
  if (startsCompound(cursor)) return readCommand(cursor);
  cursor.at = start;
  return readSimpleCommand(cursor);
}

function startsCompound(cursor: Cursor): boolean {
  const keyword = keywordAt(cursor);
  return codeAt(cursor, cursor.at) === code.openParen || (keyword !== "" && keyword !== "in" && keyword !== "!");
}
