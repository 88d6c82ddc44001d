import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";

/**
 * Gives the range that points at a word of an instruction and begins on the instruction's first line: the word itself,
 * or, when it stands on a continuation line, everything from the keyword to the word.
 *
 * BuildKit names the first line of an instruction; findings that answer one of its checks begin on the same line.
 */
export function rangeFromFirstLine(source: SourceText, instruction: Instruction, word: OffsetRange): OffsetRange {
  const lineEnd = source.text.indexOf("\n", instruction.start);
  if (lineEnd === -1 || word.start < lineEnd) return { start: word.start, end: word.end };
  return { start: instruction.start, end: word.end };
}
