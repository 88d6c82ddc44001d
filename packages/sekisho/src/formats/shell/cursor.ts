import type { OffsetRange } from "../../model/source-text.ts";
import type { ShellSyntaxError, ShellWord, Statement } from "./syntax.ts";

/** Constructs inside each other that are read; what is deeper is reported and skipped. */
export const maxDepth = 200;

/** Errors that are kept; a text with more of them is no shell script. */
export const maxErrors = 100;

/** Characters that may be read ahead for each character of the text, before ambiguous constructs count as plain text. */
const lookaheadFactor = 8;

/** A heredoc whose body has not been reached yet. */
export interface PendingHeredoc extends OffsetRange {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  body: ShellWord | undefined;
}

/** The rules that inner constructs need from outer ones: handed in, so that files depend on each other in one direction. */
export interface Grammar {
  /** Reads statements up to one of `cursor.stops` or the end. */
  readonly readStatements: (cursor: Cursor) => readonly Statement[];
  /** Reads the operand of `${name…}` up to its closing brace. */
  readonly readOperand: (cursor: Cursor, isQuoted: boolean, keepsSingleQuotes: boolean) => ShellWord;
}

/** What all cursors of one parse write to. */
export interface ParseState {
  readonly grammar: Grammar;
  readonly heredocsOutside: boolean;
  readonly comments: OffsetRange[];
  readonly errors: ShellSyntaxError[];
  /** Characters that may still be read ahead: this keeps the whole parse linear. */
  lookahead: number;
  reportedDepth: boolean;
}

/** Where offsets of a cursor's text lie in the text that was given to the parser. */
export type Placement =
  | { readonly kind: "same" }
  /** One original offset for each character, when escapes were taken out of the text. */
  | { readonly kind: "mapped"; readonly origins: Int32Array }
  /** Everything lies at one range, when the text has no written counterpart. */
  | { readonly kind: "fixed"; readonly range: OffsetRange };

/** A reading position. */
export interface Cursor {
  readonly text: string;
  readonly placement: Placement;
  readonly state: ParseState;
  /** Heredocs whose bodies follow the next newline. */
  heredocs: PendingHeredoc[];
  at: number;
  /** Where reading ends; lowered while a bounded part is read. */
  end: number;
  depth: number;
  /** Bits of the tokens that end the current list. */
  stops: number;
}

/** Starts a parse. */
export function createState(grammar: Grammar, length: number, heredocsOutside: boolean): ParseState {
  const lookahead = lookaheadFactor * length + 1024;
  return { grammar, heredocsOutside, comments: [], errors: [], lookahead, reportedDepth: false };
}

/** Gives the character at an offset, -1 at and behind the end. */
export function codeAt(cursor: Cursor, at: number): number {
  return at < cursor.end ? cursor.text.charCodeAt(at) : -1;
}

/** Gives the offset in the given text of a node that starts here. */
export function startOf(cursor: Cursor, at: number): number {
  const placement = cursor.placement;
  if (placement.kind === "same") return at;
  if (placement.kind === "fixed") return placement.range.start;
  return placement.origins[at] ?? 0;
}

/** Gives the offset in the given text behind a node that started and ended there. */
export function endOf(cursor: Cursor, start: number, end: number): number {
  const placement = cursor.placement;
  if (placement.kind === "same") return end;
  if (placement.kind === "fixed") return placement.range.end;
  return end > start ? (placement.origins[end - 1] ?? 0) + 1 : (placement.origins[start] ?? 0);
}

/** Records where the grammar is broken. */
export function reportError(cursor: Cursor, error: ShellSyntaxError): void {
  const errors = cursor.state.errors;
  if (errors.length >= maxErrors) return;
  const start = startOf(cursor, error.start);
  errors.push({
    code: error.code,
    expected: error.expected,
    start,
    end: Math.max(start, endOf(cursor, error.start, error.end)),
  });
}

/** Goes one construct deeper. False, with an error, when the text is nested too deep; then `leave` is not called. */
export function enter(cursor: Cursor): boolean {
  if (!isTooDeep(cursor)) {
    cursor.depth++;
    return true;
  }
  if (!cursor.state.reportedDepth) {
    cursor.state.reportedDepth = true;
    const end = Math.min(cursor.at + 1, cursor.end);
    reportError(cursor, {
      code: "too-deep",
      expected: `at most ${maxDepth} constructs inside each other`,
      start: cursor.at,
      end,
    });
  }
  return false;
}

/** Tells whether no further construct is read here. */
export function isTooDeep(cursor: Cursor): boolean {
  return cursor.depth >= maxDepth;
}

/** Comes back from a construct that `enter` allowed. */
export function leave(cursor: Cursor): void {
  cursor.depth--;
}

/** Gives a range of the given text. */
export function rangeOf(cursor: Cursor, start: number, end: number): OffsetRange {
  return { start: startOf(cursor, start), end: endOf(cursor, start, end) };
}
