import { ownText } from "../../model/own-text.ts";
import type { YamlScalar } from "./syntax.ts";
import type { YamlCursor } from "./yaml-cursor.ts";

const blank = 0x20;
const tab = 0x09;

/** What stands behind `|` or `>`. */
interface Header {
  readonly isLiteral: boolean;
  readonly chomping: "clip" | "strip" | "keep";
  /** Written indentation, counted from the parent's; 0 when it is to be found out. */
  readonly increment: number;
}

/** Reads a block scalar, from its `|` or `>`. Source: YAML 1.1, section 9.5. */
export function readBlockScalar(cursor: YamlCursor, parent: number): YamlScalar {
  const start = cursor.at;
  const header = readHeader(cursor);
  const headerEnd = cursor.at;
  const indent = header.increment > 0 ? header.increment + Math.max(parent, 0) : findIndent(cursor, parent);
  const lines: string[] = [];
  let end = headerEnd;
  // The first line of content is found behind the header's own line end.
  const { text } = cursor;
  let at = nextLine(text, headerEnd);
  while (at < cursor.end) {
    const lineEnd = endOfLine(text, at);
    const column = countBlanks(text, at, indent);
    const isEmpty = at + column >= lineEnd;
    if (!isEmpty && column < indent) break;
    lines.push(isEmpty ? "" : text.slice(at + indent, lineEnd));
    if (!isEmpty) end = lineEnd;
    at = nextLine(text, lineEnd);
  }
  const hasFinalBreak = end < cursor.end;
  cursor.at = at;
  cursor.lineStart = at;
  cursor.refresh();
  const value = ownText(chomp(lines, header, hasFinalBreak));
  return {
    kind: "scalar",
    value,
    style: header.isLiteral ? "literal" : "folded",
    start,
    end: Math.max(end, headerEnd),
  };
}

function readHeader(cursor: YamlCursor): Header {
  const isLiteral = cursor.unit() === 0x7c;
  cursor.at += 1;
  let chomping: Header["chomping"] = "clip";
  let increment = 0;
  for (;;) {
    const unit = cursor.unit();
    if (unit === 0x2b) chomping = "keep";
    else if (unit === 0x2d) chomping = "strip";
    else if (unit >= 0x31 && unit <= 0x39) increment = unit - 0x30;
    else break;
    cursor.at += 1;
  }
  const end = cursor.at;
  cursor.skipBlanks();
  const isComment = cursor.unit() === 0x23 && cursor.at > end;
  if (cursor.at !== cursor.lineEnd() && !isComment) cursor.fail("unexpected-text");
  cursor.at = end;
  return { isLiteral, chomping, increment };
}

/** The deepest of the lines up to the first one with content, and at least one more than the parent's. */
function findIndent(cursor: YamlCursor, parent: number): number {
  const { text } = cursor;
  let deepest = 0;
  for (let at = nextLine(text, cursor.at); at < cursor.end; ) {
    const lineEnd = endOfLine(text, at);
    const column = countBlanks(text, at, Number.POSITIVE_INFINITY);
    deepest = Math.max(deepest, column);
    if (at + column < lineEnd) {
      if (text.charCodeAt(at + column) === tab && column <= Math.max(parent, 0)) {
        cursor.fail("tab-indentation", at + column, at + column + 1);
      }
      break;
    }
    at = nextLine(text, lineEnd);
  }
  return Math.max(deepest, parent + 1, 1);
}

function countBlanks(text: string, from: number, most: number): number {
  let count = 0;
  while (count < most && text.charCodeAt(from + count) === blank) count += 1;
  return count;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  if (found === -1) return text.length;
  return found > from && text.charCodeAt(found - 1) === 0x0d ? found - 1 : found;
}

function nextLine(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found + 1;
}

function chomp(lines: readonly string[], header: Header, hasFinalBreak: boolean): string {
  let count = lines.length;
  while (count > 0 && lines[count - 1] === "") count -= 1;
  const kept = lines.slice(0, count);
  const body = header.isLiteral ? kept.join("\n") : fold(kept);
  if (header.chomping === "strip") return body;
  const trailing = lines.length - count;
  if (header.chomping === "keep") return body + "\n".repeat(trailing + (count > 0 && hasFinalBreak ? 1 : 0));
  return count > 0 && hasFinalBreak ? `${body}\n` : body;
}

/** Joins lines by blanks; lines that begin with a blank keep their line ends. */
function fold(lines: readonly string[]): string {
  let text = "";
  let breaks = 0;
  let wasIndented = false;
  for (const [index, line] of lines.entries()) {
    if (line === "") {
      breaks += 1;
      continue;
    }
    const isIndented = line.startsWith(" ") || line.startsWith("\t");
    if (index > 0 && text !== "") {
      const isJoined = !isIndented && !wasIndented;
      if (isJoined) text += breaks === 0 ? " " : "\n".repeat(breaks);
      else text += "\n".repeat(breaks + 1);
    } else text += "\n".repeat(breaks);
    text += line;
    breaks = 0;
    wasIndented = isIndented;
  }
  return text;
}
