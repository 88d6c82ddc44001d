import { type MappedText, mapWhole } from "../../model/mapped-text.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import { skipSpaces } from "./blanks.ts";
import { createDirectiveState, type DirectiveState, passShebang, readDirective } from "./directives.ts";
import type { ReportProblem } from "./problems.ts";
import type { Comment, Token, TokenKind } from "./syntax.ts";

/** The state of one pass over the lines of a file. */
export interface LineReader {
  readonly source: SourceText;
  readonly report: ReportProblem;
  readonly head: DirectiveState;
  /** `undefined` when nobody asks for them: a file has several of them for each instruction. */
  readonly tokens: Token[] | undefined;
  readonly comments: Comment[];
  readonly emptyContinuations: OffsetRange[];
  /** Index of the next line, counted from 0. */
  line: number;
  /** How many instructions were read before. */
  instructionCount: number;
  /** How many unclosed heredocs were looked for once more. */
  recoveries: number;
}

/** One instruction's lines joined. */
export interface LogicalLine {
  readonly text: MappedText;
  /** The tokens of its lines; what belongs to the instruction itself is one `argument` token a line so far. */
  readonly layout: readonly Token[] | undefined;
}

/** A line of the file without its line end. */
export interface PhysicalLine extends OffsetRange {
  /** Behind the line feed. */
  readonly next: number;
}

interface JoinedText {
  text: string;
  readonly starts: number[];
  readonly origins: number[];
  readonly layout: Token[] | undefined;
}

/** Starts at the first line, behind a byte order mark. Tokens are added to a list, where there is one. */
export function createLineReader(source: SourceText, report: ReportProblem, tokens?: Token[]): LineReader {
  if (source.text.startsWith("\uFEFF")) pushToken(tokens, "bom", 0, 1);
  const head = createDirectiveState();
  return {
    source,
    report,
    head,
    tokens,
    comments: [],
    emptyContinuations: [],
    line: 0,
    instructionCount: 0,
    recoveries: 0,
  };
}

/** Reads lines up to the end of the next instruction; `undefined` when only blank lines and comments are left. */
export function readLogicalLine(reader: LineReader): LogicalLine | undefined {
  const { text } = reader.source;
  for (let line = takeLine(reader); line !== undefined; line = takeLine(reader)) {
    const start = skipSpaces(text, line.start, line.end);
    if (start < line.end && text.charCodeAt(start) !== 0x23) {
      reader.head.isOver = true;
      pushToken(reader.tokens, "whitespace", line.start, start);
      return joinLines(reader, { start, end: line.end, next: line.next });
    }
    readBlankOrComment(reader, line, start);
  }
  return undefined;
}

/** Takes the next line of the file, whatever it is. */
export function takeLine(reader: LineReader): PhysicalLine | undefined {
  const { text, lineStarts } = reader.source;
  const lineStart = lineStarts[reader.line];
  if (lineStart === undefined || lineStart >= text.length) return undefined;
  const start = reader.line === 0 && text.startsWith("\uFEFF") ? 1 : lineStart;
  reader.line++;
  const next = lineStarts[reader.line] ?? text.length;
  let end = next;
  while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--;
  return { start, end, next };
}

/** Adds a token when it is not empty, and when tokens are asked for. */
export function pushToken(tokens: Token[] | undefined, kind: TokenKind, start: number, end: number): void {
  if (end > start) tokens?.push({ kind, start, end });
}

function readBlankOrComment(reader: LineReader, line: PhysicalLine, start: number): void {
  const { head, tokens, source } = reader;
  pushToken(tokens, "whitespace", line.start, start);
  if (start === line.end) head.isOver = true;
  else if (isShebang(reader, line, start)) {
    passShebang(head);
    pushToken(tokens, "comment", start, line.end);
    reader.comments.push({ start, end: line.end, text: source.text.slice(start + 1, line.end) });
  } else if (readDirective(head, source.text, { start, end: line.end }, reader.report)) {
    pushToken(tokens, "directive", start, line.end);
  } else {
    pushToken(tokens, "comment", start, line.end);
    reader.comments.push({ start, end: line.end, text: source.text.slice(start + 1, line.end) });
  }
  pushToken(tokens, "newline", line.end, line.next);
}

function isShebang(reader: LineReader, line: PhysicalLine, start: number): boolean {
  return reader.line === 1 && start === line.start && reader.source.text.charCodeAt(start + 1) === 0x21;
}

function joinLines(reader: LineReader, first: PhysicalLine): LogicalLine {
  const { text } = reader.source;
  const only = findWholeLine(reader, first);
  if (only !== undefined) return only;
  const joined: JoinedText = { text: "", starts: [], origins: [], layout: reader.tokens && [] };
  let isOpen = addLine(reader, joined, first);
  while (isOpen) {
    const line = takeLine(reader);
    if (line === undefined) break;
    const start = skipSpaces(text, line.start, line.end);
    if (start < line.end && text.charCodeAt(start) !== 0x23) {
      isOpen = addLine(reader, joined, line);
      continue;
    }
    pushToken(joined.layout, "whitespace", line.start, start);
    pushToken(joined.layout, "comment", start, line.end);
    pushToken(joined.layout, "newline", line.end, line.next);
    if (start === line.end) reader.emptyContinuations.push({ start: line.start, end: line.end });
    else {
      const inside = reader.instructionCount;
      reader.comments.push({ start, end: line.end, text: text.slice(start + 1, line.end), inside });
    }
  }
  const { starts, origins } = joined;
  if (starts.length === 0) {
    starts.push(0);
    origins.push(first.start);
  }
  return { text: { text: joined.text, starts, origins }, layout: joined.layout };
}

/** Gives an instruction of one line, as most are: its text is a piece of the file. */
function findWholeLine({ source, head, tokens }: LineReader, line: PhysicalLine): LogicalLine | undefined {
  if (tokens !== undefined || findContinuation(source.text, line, head.escape) !== undefined) return undefined;
  return { text: mapWhole(source.text.slice(line.start, line.end), line.start), layout: undefined };
}

/** Adds one line to the instruction; true when the next line belongs to it too. */
function addLine(reader: LineReader, joined: JoinedText, line: PhysicalLine): boolean {
  const { text } = reader.source;
  const continuation = findContinuation(text, line, reader.head.escape);
  const end = continuation ?? line.end;
  if (end > line.start) {
    joined.starts.push(joined.text.length);
    joined.origins.push(line.start);
    joined.text += text.slice(line.start, end);
    pushToken(joined.layout, "argument", line.start, end);
  }
  if (continuation === undefined) pushToken(joined.layout, "newline", line.end, line.next);
  else pushToken(joined.layout, "continuation", continuation, line.next);
  return continuation !== undefined;
}

/**
 * Finds the escape character that joins a line with the next one: the last but for blanks and tabs, and with no other
 * escape character before it.
 */
function findContinuation(text: string, line: PhysicalLine, escape: string): number | undefined {
  let at = line.end - 1;
  while (at >= line.start && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at--;
  if (at < line.start || text[at] !== escape) return undefined;
  if (at > line.start && text[at - 1] === escape) return undefined;
  return at;
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d;
}
