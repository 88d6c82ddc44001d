import { type OffsetRange, positionAt, type SourceText } from "./source-text.ts";

/** Where something was seen. Lines and columns count from 1; the end column is the one after the last character. */
export interface Location {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** JSON pointer into a structured document. */
  readonly pointer?: string;
  /** Digest of the image layer. */
  readonly layer?: string;
}

/** A range in a text, all four numbers known. */
export type RangeLocation = Required<Pick<Location, "path" | "startLine" | "startColumn" | "endLine" | "endColumn">>;

/** Gives the location of a range of a text; one that ends before it starts is empty. */
export function locationOf(source: SourceText, range: OffsetRange): RangeLocation {
  const start = positionAt(source, range.start);
  const end = positionAt(source, Math.max(range.start, range.end));
  return {
    path: source.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** What was seen, and where. */
export interface Evidence {
  readonly location: Location;
  /** Source text of the range, at most a few lines. */
  readonly excerpt?: string;
  /** What is wrong at this place, when a finding has several. */
  readonly message?: string;
}
