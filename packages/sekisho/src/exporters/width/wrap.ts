import { columnsOf, columnsOfCodePoint } from "./columns.ts";

/** Closing marks and small kana: no line starts with one. Source: JIS X 4051, 行頭禁則文字. */
const neverFirst = new Set(
  "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%",
);
/** Opening marks: no line ends with one. Source: JIS X 4051, 行末禁則文字. */
const neverLast = new Set("（［｛「『【〈《〔([{");

/** A piece that stays on one line, and the blanks before it. */
interface Piece {
  text: string;
  columns: number;
  isAfterBlank: boolean;
}

/**
 * Breaks a text into lines of at most so many columns: at blanks and, in Japanese, between characters.
 *
 * A word that is wider than a line is broken behind its last slash that fits, else where the line ends: nothing is cut
 * off. The text has no control characters. An empty text is one empty line.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const width = Math.max(columns, 2);
  const lines: string[] = [];
  let line = "";
  let taken = 0;
  for (const piece of piecesOf(text, width)) {
    const gap = piece.isAfterBlank && line !== "" ? 1 : 0;
    if (line !== "" && taken + gap + piece.columns > width) {
      lines.push(line);
      line = piece.text;
      taken = piece.columns;
    } else {
      line += gap === 1 ? ` ${piece.text}` : piece.text;
      taken += gap + piece.columns;
    }
  }
  lines.push(line);
  return lines;
}

/** Cuts a text at every place where a line may break. */
function piecesOf(text: string, width: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { text: "", columns: 0, isAfterBlank: false };
  let previous = "";
  for (const character of text) {
    if (character === " ") {
      if (piece.text !== "") pieces.push(piece);
      piece = { text: "", columns: 0, isAfterBlank: true };
      previous = "";
      continue;
    }
    const columns = columnsOfCodePoint(character.codePointAt(0) ?? 0);
    if (piece.columns + columns > width) {
      const [kept, rest] = breakWord(piece, width - columns);
      pieces.push(kept);
      piece = rest;
    } else if (piece.text !== "" && mayBreakBetween(previous, character)) {
      pieces.push(piece);
      piece = { text: "", columns: 0, isAfterBlank: false };
    }
    piece.text += character;
    piece.columns += columns;
    if (columns > 0) previous = character;
  }
  if (piece.text !== "") pieces.push(piece);
  return pieces;
}

/** Breaks a word that is as wide as a line; its rest is at most so wide. */
function breakWord({ text, columns, isAfterBlank }: Piece, maxColumns: number): readonly [kept: Piece, rest: Piece] {
  const slash = text.lastIndexOf("/");
  const end = slash === -1 || columnsOf(text.slice(slash + 1)) > maxColumns ? text.length : slash + 1;
  const rest = text.slice(end);
  const restColumns = columnsOf(rest);
  return [
    { text: text.slice(0, end), columns: columns - restColumns, isAfterBlank },
    { text: rest, columns: restColumns, isAfterBlank: false },
  ];
}

function mayBreakBetween(previous: string, next: string): boolean {
  if (neverFirst.has(next) || neverLast.has(previous)) return false;
  return isWideCharacter(previous) || isWideCharacter(next);
}

function isWideCharacter(character: string): boolean {
  return character !== "" && columnsOfCodePoint(character.codePointAt(0) ?? 0) === 2;
}
