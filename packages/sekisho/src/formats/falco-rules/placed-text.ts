import type { OffsetRange } from "../../model/source-text.ts";
import type { Place } from "./place.ts";

/** A stretch of a placed text that stands in a file in one piece, or stands for something there. */
export interface TextPiece {
  /** Offset in the text at which the piece starts. */
  readonly at: number;
  /** Where its first unit stands; the others follow. For a piece that was put in, all that it stands for. */
  readonly place: Place;
  /** Whether the piece was put in: every unit of it stands for the whole place, as the items of a list do for its name. */
  readonly isPutIn: boolean;
}

/**
 * A condition or an output as the engine reads it, with the way back to the files: folded lines joined, escapes
 * replaced, lists expanded, texts of several files put together.
 */
export interface PlacedText {
  readonly text: string;
  /** In the order of the text; the first is at 0. */
  readonly pieces: readonly TextPiece[];
  /** What the text stands for as a whole: the value of a key. */
  readonly place: Place;
}

/** Gives the place of a range of the text: from the file that the range begins in. */
export function placeOf({ text, pieces, place }: PlacedText, range: OffsetRange): Place {
  const start = Math.min(Math.max(range.start, 0), text.length);
  const first = pieces[pieceAt(pieces, start)];
  if (first === undefined) return place;
  const { source } = first.place;
  const from = first.isPutIn ? first.place.start : first.place.start + start - first.at;
  const last = pieces[pieceAt(pieces, Math.max(start, Math.min(range.end, text.length) - 1))];
  if (last === undefined || last.place.source !== source) return { source, start: from, end: from };
  const units = Math.max(0, Math.min(range.end, text.length) - last.at);
  const end = last.isPutIn ? last.place.end : last.place.start + units;
  return { source, start: from, end: Math.max(from, end) };
}

/** Puts texts together. */
export function joinTexts(texts: readonly PlacedText[], place: Place): PlacedText {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const one of texts) {
    for (const piece of one.pieces) pieces.push({ ...piece, at: piece.at + at });
    at += one.text.length;
  }
  return { text: texts.map(({ text }) => text).join(""), pieces, place };
}

/** Gives a text that stands for a place as a whole. */
export function putIn(text: string, place: Place): PlacedText {
  return { text, pieces: [{ at: 0, place, isPutIn: true }], place };
}

/** Cuts a part out of a text. */
export function sliceText(whole: PlacedText, start: number, end: number): PlacedText {
  const pieces: TextPiece[] = [];
  for (let index = pieceAt(whole.pieces, start); index < whole.pieces.length; index += 1) {
    const piece = whole.pieces[index];
    if (piece === undefined || (piece.at >= end && pieces.length > 0)) break;
    const skipped = Math.max(0, start - piece.at);
    const place = piece.isPutIn ? piece.place : { ...piece.place, start: piece.place.start + skipped };
    pieces.push({ at: Math.max(0, piece.at - start), place, isPutIn: piece.isPutIn });
  }
  return { text: whole.text.slice(start, end), pieces, place: whole.place };
}

/** Gives the index of the last piece that starts at or before an offset; 0 when there is none. */
function pieceAt(pieces: readonly TextPiece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
