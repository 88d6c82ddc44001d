import { isWordEnd, keywordAt, skipBlanks, skipLinebreaks } from "./blanks.ts";
import { code } from "./characters.ts";
import { type Cursor, codeAt, endOf, reportError, startOf } from "./cursor.ts";
import { readRedirects } from "./redirects.ts";
import { stop } from "./stops.ts";
import type { CaseCommand, ShellWord } from "./syntax.ts";
import { readWord } from "./words.ts";

type CaseItem = CaseCommand["items"][number];

/** Reads case … esac. */
export function readCase(cursor: Cursor): CaseCommand {
  const start = cursor.at;
  const items: CaseItem[] = [];
  cursor.at += "case".length;
  skipBlanks(cursor);
  const word = readWord(cursor, "value");
  skipLinebreaks(cursor);
  const hasIn = acceptWord(cursor, "in");
  skipLinebreaks(cursor);
  while (hasIn && keywordAt(cursor) !== "esac") {
    const item = readItem(cursor);
    if (item === undefined) break;
    items.push(item);
    skipLinebreaks(cursor);
  }
  if (!acceptWord(cursor, "esac")) {
    const expected = hasIn ? "esac to close case" : "in behind the word of case";
    reportError(cursor, { code: "missing-keyword", expected, start: cursor.at, end: cursor.at });
  }
  const redirects = readRedirects(cursor);
  const end = endOf(cursor, start, cursor.at);
  return { kind: "case", word, items, redirects, start: startOf(cursor, start), end };
}

function acceptWord(cursor: Cursor, keyword: string): boolean {
  if (keywordAt(cursor) !== keyword) return false;
  cursor.at += keyword.length;
  return true;
}

/** Reads `pattern | pattern) statements ;;`; `undefined` where no pattern stands. */
function readItem(cursor: Cursor): CaseItem | undefined {
  if (codeAt(cursor, cursor.at) === code.openParen) {
    cursor.at++;
    skipBlanks(cursor);
  }
  const patterns = readPatterns(cursor);
  if (patterns.length === 0) return undefined;
  if (codeAt(cursor, cursor.at) === code.closeParen) cursor.at++;
  else {
    const expected = ") behind the pattern of case";
    reportError(cursor, { code: "unexpected-token", expected, start: cursor.at, end: cursor.at });
    return undefined;
  }
  const outer = cursor.stops;
  cursor.stops = outer | stop.caseEnd | stop.esacWord;
  const body = cursor.state.grammar.readStatements(cursor);
  cursor.stops = outer;
  return { patterns, body, terminator: readTerminator(cursor) };
}

function readPatterns(cursor: Cursor): ShellWord[] {
  const patterns: ShellWord[] = [];
  while (!isWordEnd(cursor)) {
    patterns.push(readWord(cursor, "argument"));
    skipBlanks(cursor);
    if (codeAt(cursor, cursor.at) !== code.pipe) break;
    cursor.at++;
    skipBlanks(cursor);
  }
  return patterns;
}

const terminators = [";;&", ";;", ";&"] as const;

function readTerminator(cursor: Cursor): CaseItem["terminator"] {
  for (const terminator of terminators) {
    if (!cursor.text.startsWith(terminator, cursor.at) || cursor.at + terminator.length > cursor.end) continue;
    cursor.at += terminator.length;
    return terminator;
  }
  return undefined;
}
