import type { SourceText } from "../../model/source-text.ts";
import type { YamlScalar } from "../yaml-source/syntax.ts";
import type { PlacedText, TextPiece } from "./placed-text.ts";

/** Gives the text of a scalar as it is written where it is no text: `0777`, `yes`. */
export function textOfScalar({ raw, value }: YamlScalar): string {
  return raw ?? (value === null ? "" : String(value));
}

/**
 * Finds where each part of a scalar's text stands in its file.
 *
 * Text and source are walked side by side: what YAML folds, strips or escapes is passed, all else is the same in both.
 */
export function placeScalar(scalar: YamlScalar, source: SourceText): PlacedText {
  const text = textOfScalar(scalar);
  const place = { source, start: scalar.start, end: scalar.end };
  const walk: Walk = { source: source.text, at: firstUnit(scalar, source.text), end: scalar.end };
  const pieces: TextPiece[] = [];
  let expected = -1;
  for (let at = 0; at < text.length; at += 1) {
    const width = stepTo(walk, text, at, scalar.style);
    const from = walk.at;
    if (from !== expected) pieces.push({ at, place: { source, start: from, end: scalar.end }, isPutIn: false });
    walk.at = Math.min(walk.end, from + width);
    expected = from + 1;
  }
  if (pieces.length === 0) pieces.push({ at: 0, place, isPutIn: false });
  return { text, pieces, place };
}

interface Walk {
  readonly source: string;
  at: number;
  readonly end: number;
}

/** Passes the quote of a quoted scalar, and the line of a block scalar's `|` or `>`. */
function firstUnit({ style, start, end }: YamlScalar, source: string): number {
  if (style === "single" || style === "double") return start + 1;
  if (style === "plain") return start;
  const lineEnd = source.indexOf("\n", start);
  return lineEnd === -1 || lineEnd >= end ? start : lineEnd + 1;
}

/** Goes to where a unit of the text is written, and gives how many units it takes there. */
function stepTo(walk: Walk, text: string, at: number, style: YamlScalar["style"]): number {
  const unit = text.charCodeAt(at);
  if (!isSpace(unit)) passFolds(walk, style);
  const written = walk.source.charCodeAt(walk.at);
  if (style === "double" && written === 0x5c) {
    const isFold = isLineEnd(walk.source.charCodeAt(walk.at + 1));
    return isFold ? 0 : escapeWidth(walk, text, at);
  }
  // What a fold became takes nothing; the fold is passed with the next letter.
  if (isSpace(unit)) return written === unit ? 1 : 0;
  return style === "single" && written === 0x27 ? 2 : 1;
}

function passFolds(walk: Walk, style: YamlScalar["style"]): void {
  for (;;) {
    const unit = walk.source.charCodeAt(walk.at);
    const isEscapedFold = style === "double" && unit === 0x5c && isLineEnd(walk.source.charCodeAt(walk.at + 1));
    if (isEscapedFold) walk.at += 2;
    else if (isSpace(unit) && walk.at < walk.end) walk.at += 1;
    else return;
  }
}

const hexadecimalDigits: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** How many units an escape takes: two, or its hexadecimal digits too. The second half of a pair is written with the first. */
function escapeWidth(walk: Walk, text: string, at: number): number {
  const letter = walk.source[walk.at + 1];
  const digits = hexadecimalDigits.get(letter ?? "") ?? 0;
  const isPair = digits === 8 && (text.codePointAt(at) ?? 0) > 0xffff;
  return isPair ? 0 : 2 + digits;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || isLineEnd(unit);
}

function isLineEnd(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d;
}
