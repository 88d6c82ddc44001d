import type { TextEdit } from "../../model/fix.ts";
import { originOf, originRange } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type LocatedCall, rangeOf, type StepScript } from "../stages/scripts.ts";
import { deleteRange, type EditedFile, lineEndOf, replaceRange, textOf } from "./instruction-edits.ts";

/** Adds arguments behind the last one of a call. Each is written as it is, quoted where the form asks for it. */
export function appendArguments(file: EditedFile, located: LocatedCall, words: readonly string[]): TextEdit {
  return insertArguments(file, located, located.call.args.at(-1) ?? located.call.word, words);
}

/** Adds arguments behind a word of a call: its program or one of its arguments. */
export function insertArguments(
  file: EditedFile,
  located: LocatedCall,
  behind: OffsetRange,
  words: readonly string[],
): TextEdit {
  const { end } = rangeOf(located.script, behind);
  const text = words
    .map((word) => (located.script.form === "exec" ? `, ${JSON.stringify(word)}` : ` ${word}`))
    .join("");
  return replaceRange(file, { start: end, end }, escapedFor(located.script, text));
}

/** Puts other words in the place of an argument or of the program's name. */
export function replaceArgument(file: EditedFile, located: LocatedCall, word: OffsetRange, text: string): TextEdit {
  const written = located.script.form === "exec" ? JSON.stringify(text) : escapedFor(located.script, text);
  return replaceRange(file, rangeOf(located.script, word), written);
}

/** Takes an argument away, with the blank before it (in JSON form, with the comma before it). */
export function deleteArgument(file: EditedFile, located: LocatedCall, word: OffsetRange): TextEdit {
  const range = rangeOf(located.script, word);
  const before = file.syntax.source.text.slice(0, range.start);
  const gap = located.script.form === "exec" ? /\s*,\s*$/.exec(before.slice(-64)) : /[ \t]+$/.exec(before.slice(-64));
  return deleteRange({ start: range.start - (gap?.[0].length ?? 0), end: range.end });
}

/**
 * Adds a command that runs after all others of a script, when they succeeded; `undefined` where that takes more than adding
 * text: in JSON form, behind a comment, a background command or a heredoc of the shell, or in a script that is broken.
 *
 * A command line of several lines gets a line of its own with the file's continuation character; a heredoc body gets a line.
 */
export function appendCommand(file: EditedFile, script: StepScript, command: string): TextEdit | undefined {
  const parsed = script.script;
  const last = parsed?.statements.at(-1);
  if (parsed === undefined || last === undefined || last.isBackground || parsed.errors.length > 0) return undefined;
  if (script.form === "heredoc") return appendLine(file, script, command);
  if (script.form !== "line" || parsed.comments.some(({ start }) => start >= last.end)) return undefined;
  if (script.step.instruction.heredocs.length > 0) return undefined;
  const end = originRange(script.text, { start: last.start, end: last.end }).end;
  const behind = script.text.text.slice(last.end).trim();
  if (behind !== "" && behind !== ";") return undefined;
  const tail = originRange(script.text, { start: last.start, end: script.text.text.trimEnd().length }).end;
  const layout = continuationLayout(file, script.step.instruction);
  const join = layout === undefined ? " && " : ` ${file.syntax.escape}${lineEndOf(file)}${layout}&& `;
  return { start: end, end: tail, text: `${join}${command}` };
}

function appendLine(file: EditedFile, script: StepScript, command: string): TextEdit {
  const at = originOf(script.text, script.text.text.length);
  const eol = lineEndOf(file);
  return { start: at, end: at, text: script.text.text.endsWith("\n") ? `${command}${eol}` : `${eol}${command}` };
}

/** The indentation of the last continuation line; `undefined` for an instruction of one line. */
function continuationLayout(file: EditedFile, instruction: OffsetRange): string | undefined {
  const text = textOf(file, instruction);
  const last = text.lastIndexOf("\n");
  if (last === -1) return undefined;
  return /^[ \t]*/.exec(text.slice(last + 1))?.[0] ?? "";
}

/** What stands in a JSON string is escaped as JSON wants it. */
function escapedFor(script: StepScript, text: string): string {
  return script.form === "exec-shell" ? JSON.stringify(text).slice(1, -1) : text;
}
