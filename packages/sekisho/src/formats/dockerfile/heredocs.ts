import { type MappedText, mapWhole, originRange } from "../../model/mapped-text.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { findHeredocMarkers, type HeredocMarker } from "./heredoc-markers.ts";
import { type LineReader, type LogicalLine, type PhysicalLine, pushToken, takeLine } from "./line-reader.ts";
import type { Heredoc } from "./syntax.ts";

/** How often in one file a heredoc without end is looked for once more with blanks around its delimiter. */
const maxRecoveries = 16;

/** Which lines a body takes. */
interface BodyLines extends OffsetRange {
  /** `undefined` when the file ended first. */
  readonly closing: PhysicalLine | undefined;
}

/** The heredocs of an instruction, and where the last line with something of them ends; `undefined` without such a line. */
export interface ReadHeredocs {
  readonly heredocs: readonly Heredoc[];
  readonly end: number | undefined;
}

/** What an instruction without heredocs has. */
export const noHeredocs: ReadHeredocs = { heredocs: [], end: undefined };

/** Reads the bodies of all heredocs that a logical line opens, in order. */
export function readHeredocs(reader: LineReader, line: LogicalLine): ReadHeredocs {
  let end: number | undefined;
  const heredocs = findHeredocMarkers(line.text.text).map((marker) => {
    const range = originRange(line.text, marker);
    const { delimiter, isQuoted, stripsTabs, descriptor } = marker;
    const { lines, isClosed } = readBody(reader, marker, range);
    pushToken(reader.tokens, "heredoc-body", lines.start, lines.end);
    if (lines.closing !== undefined) {
      pushToken(reader.tokens, "heredoc-end", lines.closing.start, lines.closing.end);
      pushToken(reader.tokens, "newline", lines.closing.end, lines.closing.next);
    }
    end = endOf(lines) ?? end;
    const body = mapBody(reader.source.text, lines, stripsTabs);
    return { ...range, delimiter, isQuoted, stripsTabs, descriptor, body, isClosed };
  });
  return { heredocs, end };
}

function endOf({ start, end, closing }: BodyLines): number | undefined {
  if (closing !== undefined && closing.end > closing.start) return closing.end;
  return end > start ? end : undefined;
}

/** Reads up to the delimiter; when the file ends first, up to a line with the delimiter between blanks, if there is one. */
function readBody(
  reader: LineReader,
  marker: HeredocMarker,
  range: OffsetRange,
): { readonly lines: BodyLines; readonly isClosed: boolean } {
  const firstLine = reader.line;
  const { delimiter, stripsTabs } = marker;
  const exact = scanBody(reader, (content) => (stripsTabs ? withoutTabs(content) : content) === delimiter);
  if (exact.closing !== undefined) return { lines: exact, isClosed: true };
  const lastLine = reader.line;
  const near = reader.recoveries < maxRecoveries ? findNearEnd(reader, firstLine, delimiter) : undefined;
  if (near === undefined) reader.line = lastLine;
  reportUnclosed(reader, marker, { range, closingLine: near === undefined ? undefined : reader.line });
  return { lines: near ?? exact, isClosed: false };
}

function findNearEnd(reader: LineReader, firstLine: number, delimiter: string): BodyLines | undefined {
  reader.recoveries++;
  reader.line = firstLine;
  const near = scanBody(reader, (content) => content.trim() === delimiter);
  return near.closing === undefined ? undefined : near;
}

function scanBody(reader: LineReader, isEnd: (content: string) => boolean): BodyLines {
  const { text, lineStarts } = reader.source;
  const start = lineStarts[reader.line] ?? text.length;
  for (let line = takeLine(reader); line !== undefined; line = takeLine(reader)) {
    if (isEnd(text.slice(line.start, line.end))) return { start, end: line.start, closing: line };
  }
  return { start, end: text.length, closing: undefined };
}

function mapBody(text: string, range: OffsetRange, stripsTabs: boolean): MappedText {
  const whole = text.slice(range.start, range.end);
  if (!stripsTabs || !whole.includes("\t")) return mapWhole(whole, range.start);
  const lines: string[] = [];
  const starts: number[] = [];
  const origins: number[] = [];
  let length = 0;
  for (let at = 0; at < whole.length; ) {
    const feed = whole.indexOf("\n", at);
    const end = feed === -1 ? whole.length : feed + 1;
    let content = at;
    while (whole.charCodeAt(content) === 0x09) content++;
    starts.push(length);
    origins.push(range.start + content);
    lines.push(whole.slice(content, end));
    length += end - content;
    at = end;
  }
  return { text: lines.join(""), starts, origins };
}

function withoutTabs(content: string): string {
  let at = 0;
  while (content.charCodeAt(at) === 0x09) at++;
  return content.slice(at);
}

function reportUnclosed(
  reader: LineReader,
  marker: HeredocMarker,
  place: { readonly range: OffsetRange; readonly closingLine: number | undefined },
): void {
  const delimiter = quote(marker.delimiter);
  const message = {
    en: `The heredoc is never closed: expected a line that is exactly ${delimiter}, got the end of the file.`,
    ja: `ヒアドキュメントが閉じられていません。${delimiter} だけの行が必要ですが、ファイルの終わりに達しました。`,
  };
  const { closingLine: line, range } = place;
  const hint = {
    en: ` Line ${line} has ${delimiter} with blanks around it; it was taken as the end.`,
    ja: `${line} 行目の ${delimiter} は前後に空白があるため終端になりませんが、ここを終端として読み取りました。`,
  };
  reader.report({
    code: "unclosed-heredoc",
    level: "error",
    ...range,
    message: line === undefined ? message : { en: message.en + hint.en, ja: message.ja + hint.ja },
  });
}
