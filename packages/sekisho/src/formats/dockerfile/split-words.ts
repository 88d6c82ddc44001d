import type { OffsetRange } from "../../model/source-text.ts";
import { isSeparator, isSpace } from "./blanks.ts";

/** Cuts a part of a text at blanks, quotes meaning nothing: FROM, EXPOSE, VOLUME, COPY, ADD. */
export function splitAtBlanks(text: string, range: OffsetRange): OffsetRange[] {
  const words: OffsetRange[] = [];
  let start = range.start;
  for (let at = range.start; at <= range.end; at++) {
    if (at < range.end && !isSeparator(text.charCodeAt(at))) continue;
    if (at > start) words.push({ start, end: at });
    start = at + 1;
  }
  return words;
}

/** Cuts a part of a text at blanks outside quotes and escapes: ENV, LABEL, ARG. */
export function splitQuotedWords(text: string, range: OffsetRange, escape: string): OffsetRange[] {
  const words: OffsetRange[] = [];
  let at = range.start;
  while (at < range.end) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const word = readQuotedWord(text, { start: at, end: range.end }, escape);
    if (word.end > word.start) words.push(word);
    at = Math.max(word.end, at + 1);
  }
  return words;
}

/** An escape character that ends the text is no part of the word. */
function readQuotedWord(text: string, range: OffsetRange, escape: string): OffsetRange {
  let quote = "";
  for (let at = range.start; at < range.end; at++) {
    const character = text.charAt(at);
    if (character === escape && quote !== "'") {
      if (at + 1 === range.end) return { start: range.start, end: at };
      at++;
    } else if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (isSpace(text.charCodeAt(at))) {
      return { start: range.start, end: at };
    }
  }
  return { start: range.start, end: range.end };
}
