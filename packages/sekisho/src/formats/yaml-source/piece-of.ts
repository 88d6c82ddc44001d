import { ownText } from "../../model/own-text.ts";

/** Longer texts seldom come again. */
const longestRemembered = 64;

/** Texts that are remembered, each in the place that its length and some of its units choose. */
const places = 4096;
const remembered: string[] = Array.from({ length: places }, () => "");

/**
 * Gives a piece of a text, as `slice` does, for keeping it: it does not hold on to the text, and what comes again in
 * manifest after manifest (`metadata`, `app.kubernetes.io/name`) is one text for all of them.
 */
export function pieceOf(text: string, start: number, end: number): string {
  const length = end - start;
  if (length <= 0) return "";
  if (length > longestRemembered) return ownText(text.slice(start, end));
  const place = placeOf(text, start, end);
  const known = remembered[place] ?? "";
  if (known.length === length && text.startsWith(known, start)) return known;
  const piece = ownText(text.slice(start, end));
  remembered[place] = piece;
  return piece;
}

function placeOf(text: string, start: number, end: number): number {
  const last = end - 1;
  const mixed =
    (end - start) * 0x9e3b +
    text.charCodeAt(start) * 0x2f1 +
    text.charCodeAt(start + ((end - start) >> 1)) * 0x5d +
    text.charCodeAt(last) * 0x1f +
    text.charCodeAt(Math.max(start, last - 1)) * 0x1c3 +
    text.charCodeAt(Math.max(start, last - 2)) * 0x8b5;
  return (mixed ^ (mixed >> 12)) & (places - 1);
}
