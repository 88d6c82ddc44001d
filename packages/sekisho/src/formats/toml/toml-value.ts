import type { DataNode } from "../../model/data-tree.ts";
import type { TomlCursor } from "./toml-cursor.ts";
import { readKey, TomlTable } from "./toml-table.ts";
import { readMultiLine, readQuoted } from "./toml-text.ts";

const maxDepth = 100;

/** Reads the value that starts here. `line` is the line of its key. */
export function readValue(cursor: TomlCursor, line: number, depth = 0): DataNode {
  if (depth > maxDepth) cursor.fail({ en: `at most ${maxDepth} nested values`, ja: `${maxDepth} 段以内の入れ子` });
  const start = cursor.peek();
  if (start === '"' || start === "'") {
    const isLong = cursor.startsWith(start.repeat(3));
    return { kind: "scalar", value: isLong ? readMultiLine(cursor) : readQuoted(cursor), line };
  }
  if (start === "[") return readList(cursor, line, depth);
  if (start === "{") return readInlineTable(cursor, line, depth);
  return { kind: "scalar", value: readWord(cursor), line };
}

function readList(cursor: TomlCursor, line: number, depth: number): DataNode {
  const items: DataNode[] = [];
  cursor.at += 1;
  for (;;) {
    cursor.skipBlanksAndLines();
    if (cursor.take("]")) return { kind: "list", items, line };
    items.push(readValue(cursor, cursor.line(), depth + 1));
    cursor.skipBlanksAndLines();
    if (cursor.take(",")) continue;
    if (!cursor.take("]")) cursor.fail({ en: "a comma or ]", ja: "カンマまたは ]" });
    return { kind: "list", items, line };
  }
}

/** TOML 1.1 lets line ends and a last comma stand in inline tables; both are taken. */
function readInlineTable(cursor: TomlCursor, line: number, depth: number): DataNode {
  const table = new TomlTable(line, "inline");
  cursor.at += 1;
  for (;;) {
    cursor.skipBlanksAndLines();
    if (cursor.take("}")) break;
    const keyAt = cursor.at;
    const keys = readKey(cursor);
    if (!cursor.take("=")) cursor.fail({ en: "= behind the key", ja: "キーの後の =" });
    cursor.skipBlanks();
    const value = readValue(cursor, cursor.line(), depth + keys.length);
    if (!table.assign(keys, value)) cursor.fail({ en: "a key that is not set yet", ja: "未定義のキー" }, keyAt);
    cursor.skipBlanksAndLines();
    if (cursor.take(",")) continue;
    if (!cursor.take("}")) cursor.fail({ en: "a comma or }", ja: "カンマまたは }" });
    break;
  }
  table.close();
  return table.node;
}

const integer = /^[-+]?(?:0|[1-9](?:_?\d)*)$/;
const prefixed = /^0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[-+]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?$/;
const special = /^[-+]?(?:inf|nan)$/;
const time = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::(?:[0-5]\\d|60)(?:\\.\\d+)?)?";
const date = "(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const dateTime = new RegExp(`^(?:${date}(?:[Tt ]${time}(?:[Zz]|[-+](?:[01]\\d|2[0-3]):[0-5]\\d)?)?|${time})$`);
const wordPattern = /[^\s,\]}#=]{1,400}/y;

/** Reads a number, truth value or date; dates stay texts. */
function readWord(cursor: TomlCursor): string | number | boolean {
  const begin = cursor.at;
  wordPattern.lastIndex = begin;
  let word = wordPattern.exec(cursor.text)?.[0] ?? "";
  const clock = /^ \d{2}:[^\s,\]}#]{1,40}/.exec(cursor.text.slice(begin + word.length, begin + word.length + 44));
  if (clock !== null && /^\d{4}-\d{2}-\d{2}$/.test(word)) word += clock[0];
  cursor.at += word.length;
  if (word === "true" || word === "false") return word === "true";
  if (integer.test(word) || float.test(word)) return Number(word.replaceAll("_", ""));
  if (prefixed.test(word)) return Number(word.replaceAll("_", ""));
  if (special.test(word)) return readSpecial(word);
  const found = dateTime.exec(word);
  if (found === null || !isDay(found)) cursor.fail({ en: "a TOML value", ja: "TOML の値" }, begin);
  return word;
}

function readSpecial(word: string): number {
  if (word.endsWith("nan")) return Number.NaN;
  return word.startsWith("-") ? -Infinity : Infinity;
}

/** Says whether the month has that day; a time alone has none to ask for. */
function isDay(found: RegExpExecArray): boolean {
  const [, year, month, day] = found.map(Number);
  if (found[1] === undefined || year === undefined || month === undefined || day === undefined) return true;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days;
}
