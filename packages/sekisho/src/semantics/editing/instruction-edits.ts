import type { DockerfileSyntax, Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** What edits need to know of a file; a build has it. */
export interface EditedFile {
  readonly syntax: DockerfileSyntax;
}

/** Gives the line end of a file: that of its first line. */
export function lineEndOf(file: EditedFile): "\n" | "\r\n" {
  const { text } = file.syntax.source;
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/** Gives text of ours, whose lines end with LF, the line ends of the file. */
export function withLineEnds(file: EditedFile, text: string): string {
  return lineEndOf(file) === "\n" ? text : text.replaceAll("\n", "\r\n");
}

/** Puts another text in the place of a range of the file. */
export function replaceRange(file: EditedFile, range: OffsetRange, text: string): TextEdit {
  return { start: range.start, end: range.end, text: withLineEnds(file, text) };
}

/** Deletes a range of the file. */
export function deleteRange(range: OffsetRange): TextEdit {
  return { start: range.start, end: range.end, text: "" };
}

/**
 * Deletes an instruction: its lines with their line end and its heredocs. Comments above it stay. An instruction behind
 * ONBUILD goes together with it.
 */
export function deleteInstruction(file: EditedFile, instruction: Instruction): TextEdit {
  const outer = outermost(file, instruction);
  const start = lineStart(file, outer.start);
  const end = nextLineStart(file, outer.end);
  return deleteRange({ start, end });
}

/** Adds instructions on lines of their own behind an instruction and its heredocs. */
export function insertInstructionAfter(file: EditedFile, instruction: Instruction, text: string): TextEdit {
  const at = nextLineStart(file, outermost(file, instruction).end);
  const lines = withLineEnds(file, text);
  const isOpenEnd = at === 0 || file.syntax.source.text[at - 1] !== "\n";
  const eol = lineEndOf(file);
  return { start: at, end: at, text: isOpenEnd ? `${eol}${lines}` : `${lines}${eol}` };
}

/**
 * Adds instructions on lines of their own before an instruction. Comments that stand directly above it, exceptions among
 * them, stay with it.
 */
export function insertInstructionBefore(file: EditedFile, instruction: Instruction, text: string): TextEdit {
  const { comments } = file.syntax;
  let at = lineStart(file, outermost(file, instruction).start);
  for (let index = countBefore(comments, at) - 1; index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined || nextLineStart(file, comment.end) !== at) break;
    at = lineStart(file, comment.start);
  }
  return { start: at, end: at, text: `${withLineEnds(file, text)}${lineEndOf(file)}` };
}

/** Gives the text of an instruction as it stands in the file, heredocs included. */
export function textOf(file: EditedFile, range: OffsetRange): string {
  return file.syntax.source.text.slice(range.start, range.end);
}

/** Counts the ranges, which are in order, that start before an offset. */
function countBefore(ranges: readonly OffsetRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outermost(file: EditedFile, instruction: Instruction): Instruction {
  return instruction.isTrigger ? (file.syntax.instructions[instruction.index] ?? instruction) : instruction;
}

function lineStart(file: EditedFile, offset: number): number {
  return offset === 0 ? 0 : file.syntax.source.text.lastIndexOf("\n", offset - 1) + 1;
}

function nextLineStart(file: EditedFile, offset: number): number {
  const { text } = file.syntax.source;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}
