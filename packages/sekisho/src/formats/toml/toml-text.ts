import type { TomlCursor } from "./toml-cursor.ts";

const closing = { en: "the closing quote", ja: "閉じ引用符" };
const control = { en: "a text without control characters", ja: "制御文字を含まない文字列" };
const escape = { en: "an escape that TOML knows", ja: "TOML で有効なエスケープ" };

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["t", "\t"],
  ["n", "\n"],
  ["f", "\f"],
  ["r", "\r"],
  ['"', '"'],
  ["\\", "\\"],
  ["e", "\u001B"],
]);

const hexEscapes: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Reads a text on one line, basic (`"`) or literal (`'`), whose quote stands here. */
export function readQuoted(cursor: TomlCursor): string {
  const quoteMark = cursor.peek();
  cursor.at += 1;
  let value = "";
  for (let start = cursor.at; ; ) {
    const character = cursor.peek();
    if (character === "" || character === "\n") cursor.fail(closing);
    if (character === quoteMark) {
      value += cursor.text.slice(start, cursor.at);
      cursor.at += 1;
      return value;
    }
    if (isControl(cursor, false)) cursor.fail(control);
    if (character === "\\" && quoteMark === '"') {
      value += cursor.text.slice(start, cursor.at) + readEscape(cursor);
      start = cursor.at;
    } else cursor.at += 1;
  }
}

/** Reads a text on several lines whose three quotes stand here. A line end right behind them does not count. */
export function readMultiLine(cursor: TomlCursor): string {
  const fence = cursor.peek().repeat(3);
  cursor.at += 3;
  if (!cursor.take("\n")) cursor.take("\r\n");
  let value = "";
  for (let start = cursor.at; ; ) {
    if (cursor.isAtEnd()) cursor.fail(closing);
    if (cursor.startsWith(fence)) return value + readFence(cursor, fence, start);
    if (isControl(cursor, true)) cursor.fail(control);
    if (cursor.peek() === "\\" && fence === '"""') {
      value += cursor.text.slice(start, cursor.at);
      value += skipsLineEnd(cursor) ? "" : readEscape(cursor);
      start = cursor.at;
    } else cursor.at += 1;
  }
}

/** Steps over the closing fence; one or two quotes before it belong to the text. */
function readFence(cursor: TomlCursor, fence: string, start: number): string {
  const mark = fence.slice(0, 1);
  for (let extra = 0; extra < 2 && cursor.text[cursor.at + 3] === mark; extra += 1) cursor.at += 1;
  const last = cursor.text.slice(start, cursor.at);
  cursor.at += 3;
  return last;
}

/** A backslash at the end of a line takes away the line end and the blanks of the next lines. */
function skipsLineEnd(cursor: TomlCursor): boolean {
  const begin = cursor.at;
  cursor.at += 1;
  cursor.skipBlanks();
  if (cursor.peek() !== "\n" && !cursor.startsWith("\r\n")) {
    cursor.at = begin;
    return false;
  }
  for (;;) {
    cursor.skipBlanks();
    if (!cursor.take("\n") && !cursor.take("\r\n")) return true;
  }
}

function readEscape(cursor: TomlCursor): string {
  const begin = cursor.at;
  const letter = cursor.text[begin + 1] ?? "";
  const simple = simpleEscapes.get(letter);
  cursor.at += 2;
  if (simple !== undefined) return simple;
  const length = hexEscapes.get(letter);
  if (length === undefined) cursor.fail(escape, begin);
  const digits = cursor.text.slice(cursor.at, cursor.at + length);
  const code = /^[0-9A-Fa-f]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : Infinity;
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) cursor.fail(escape, begin);
  cursor.at += length;
  return String.fromCodePoint(code);
}

/** Control characters but tab are forbidden; in texts of several lines, line ends are not. */
function isControl(cursor: TomlCursor, allowsLines: boolean): boolean {
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit === 0x7f) return true;
  if (unit >= 0x20 || unit === 0x09) return false;
  if (!allowsLines) return true;
  return unit !== 0x0a && !(unit === 0x0d && cursor.text.charCodeAt(cursor.at + 1) === 0x0a);
}
