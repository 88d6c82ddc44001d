import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { deleteInstruction, type EditedFile } from "./instruction-edits.ts";

/**
 * Takes one of the words or pairs of an instruction out, with the blanks and line continuations before it, or behind it
 * for the first one; the whole instruction when it has no other. `undefined` where a comment stands between.
 */
export function removePiece(
  file: EditedFile,
  instruction: Instruction,
  pieces: readonly OffsetRange[],
  index: number,
): TextEdit | undefined {
  const piece = pieces[index];
  if (piece === undefined) return undefined;
  if (pieces.length === 1) return deleteInstruction(file, instruction);
  const before = pieces[index - 1];
  const start = before?.end ?? piece.start;
  const end = before === undefined ? (pieces[index + 1]?.start ?? piece.end) : piece.end;
  const { text } = file.syntax.source;
  const gap = text.slice(start, piece.start) + text.slice(piece.end, end);
  return /[^\s\\`]/.test(gap) ? undefined : { start, end, text: "" };
}
