import { createSourceText, type OffsetRange, type SourceText } from "../model/source-text.ts";

/**
 * Gives a text in which every unit of the ranges is an asterisk, so that a report spreads no secret in any excerpt.
 *
 * Line ends stay, and so does every line and column.
 */
export function maskSecrets(source: SourceText, ranges: readonly OffsetRange[]): SourceText {
  if (ranges.length === 0) return source;
  const pieces: string[] = [];
  let at = 0;
  for (const range of ranges.toSorted((left, right) => left.start - right.start)) {
    const start = Math.max(at, range.start);
    const end = Math.max(start, range.end);
    pieces.push(source.text.slice(at, start), source.text.slice(start, end).replaceAll(/[^\r\n]/g, "*"));
    at = end;
  }
  pieces.push(source.text.slice(at));
  return createSourceText(source.path, pieces.join(""));
}
