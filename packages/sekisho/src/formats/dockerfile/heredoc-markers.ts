import type { OffsetRange } from "../../model/source-text.ts";
import { isSpace } from "./blanks.ts";
import { parseWord, type WordPiece, type WordSyntax } from "./word-syntax.ts";
import { renderUnexpanded } from "./words.ts";

/** `<<EOF` as it stands in a line; the range counts in the text it was found in. */
export interface HeredocMarker extends OffsetRange {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  readonly descriptor: number | undefined;
}

/**
 * Finds the heredocs of a line as BuildKit does: words of the form `[0-9]*<<-?WORD`, with the backslash as escape
 * whatever the directive says. A line that is no list of words (unclosed quote, unknown `${…}`) has none.
 */
export function findHeredocMarkers(text: string): HeredocMarker[] {
  if (!text.includes("<<")) return [];
  const syntax = parseWord(text, "\\");
  if (syntax.error !== undefined) return [];
  return splitLexedWords(syntax)
    .map((word) => parseHeredocMarker(text.slice(word.start, word.end), word.start))
    .filter((marker) => marker !== undefined);
}

/** Reads one word as a heredoc marker. */
export function parseHeredocMarker(word: string, start = 0): HeredocMarker | undefined {
  const opening = /^(\d*)<<(-?)[\t\n\f\r ]*/.exec(word);
  if (opening === null) return undefined;
  const name = word.slice(opening[0].length);
  if (name === "" || name.includes("<")) return undefined;
  const syntax = parseWord(name, "\\");
  if (syntax.error !== undefined || splitLexedWords(syntax).length !== 1) return undefined;
  const delimiter = renderUnexpanded(syntax);
  if (delimiter === "") return undefined;
  const isQuoted = countQuotes(delimiter) !== countQuotes(renderUnexpanded(syntax, true));
  const descriptor = opening[1] === "" ? undefined : Number(opening[1]);
  return { start, end: start + word.length, delimiter, isQuoted, stripsTabs: opening[2] === "-", descriptor };
}

function countQuotes(text: string): number {
  return text.length - text.replace(/["']/g, "").length;
}

/** Splits at white space outside quotes and escapes; blanks behind `<<` do not split. */
function splitLexedWords(syntax: WordSyntax): OffsetRange[] {
  const words: OffsetRange[] = [];
  let start = -1;
  const close = (at: number): void => {
    if (start !== -1 && at > start) words.push({ start, end: at });
    start = -1;
  };
  for (const piece of syntax.pieces) {
    if (piece.kind === "expansion" && piece.modifier !== "") start = piece.start;
    for (const run of splitPiece(syntax.text, piece)) {
      if (run.isBlank) close(run.start);
      else if (start === -1) start = run.start;
    }
  }
  close(syntax.text.length);
  return words;
}

function* splitPiece(text: string, piece: WordPiece): Generator<OffsetRange & { readonly isBlank: boolean }> {
  if (piece.kind !== "literal" && piece.kind !== "expansion") {
    yield { start: piece.start, end: piece.end, isBlank: false };
    return;
  }
  let at = piece.start;
  while (at < piece.end) {
    const start = at;
    const isBlank = isSpace(text.charCodeAt(at));
    if (piece.kind === "literal" && text.startsWith("<<", at) && at + 1 < piece.end) {
      at += 2;
      while (at < piece.end && /[\t\r ]/.test(text.charAt(at))) at++;
    } else at++;
    yield { start, end: at, isBlank };
  }
}
