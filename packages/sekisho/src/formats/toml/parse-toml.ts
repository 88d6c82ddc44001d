import type { ParsedDocument, SyntaxProblem } from "../../model/syntax-problem.ts";
import { TomlCursor, TomlTrouble } from "./toml-cursor.ts";
import { readKey, TomlTable } from "./toml-table.ts";
import { readValue } from "./toml-value.ts";

const maxProblems = 100;

/**
 * Reads a TOML document with the line of every key. A statement that breaks the rules becomes a problem, and reading
 * goes on with the next line; below a broken header, the keys up to the next header are left out. Dates stay texts.
 * Source: TOML 1.0; of 1.1 what widens it (`\e`, `\x`, times without seconds, inline tables over several lines).
 */
export function parseToml(text: string): ParsedDocument {
  const cursor = new TomlCursor(text);
  const root = new TomlTable(1, "header");
  const problems: SyntaxProblem[] = [];
  let current: TomlTable | undefined = root;
  for (;;) {
    try {
      cursor.skipBlanksAndLines();
      if (cursor.isAtEnd()) break;
      if (cursor.peek() === "[") {
        current = undefined;
        current = readHeader(cursor, root);
      } else readPair(cursor, current);
    } catch (error) {
      if (!(error instanceof TomlTrouble)) throw error;
      problems.push(error.problem);
      if (problems.length >= maxProblems) break;
      cursor.skipLine();
    }
  }
  return { root: root.node, problems };
}

function readHeader(cursor: TomlCursor, root: TomlTable): TomlTable {
  const begin = cursor.at;
  const line = cursor.line();
  const isItem = cursor.take("[[");
  if (!isItem) cursor.at += 1;
  const keys = readKey(cursor);
  if (!cursor.take(isItem ? "]]" : "]"))
    cursor.fail({ en: "the end of the table header", ja: "テーブル見出しの終わり" });
  cursor.endLine();
  const table = isItem ? root.openItem(keys, line) : root.openTable(keys, line);
  if (table === undefined)
    failAtStatement(cursor, begin, { en: "a table that is not there yet", ja: "未定義のテーブル" });
  return table;
}

function readPair(cursor: TomlCursor, table: TomlTable | undefined): void {
  const begin = cursor.at;
  const line = cursor.line();
  const keys = readKey(cursor);
  if (!cursor.take("=")) cursor.fail({ en: "= behind the key", ja: "キーの後の =" });
  cursor.skipBlanks();
  const value = readValue(cursor, line);
  cursor.endLine();
  if (table !== undefined && !table.assign(keys, value)) {
    failAtStatement(cursor, begin, { en: "a key that is not set yet", ja: "未定義のキー" });
  }
}

/** The statement is read to its end, so reading goes on where it starts plus one line at most: step back one line. */
function failAtStatement(cursor: TomlCursor, begin: number, expected: { en: string; ja: string }): never {
  if (!cursor.isAtEnd() || cursor.text.endsWith("\n")) cursor.at -= 1;
  cursor.fail(expected, begin);
}
