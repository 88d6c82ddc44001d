import type { ShellWord } from "../../formats/shell/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { SourceText } from "../../model/source-text.ts";
import type { CallArgument } from "../commands/arguments.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";

/**
 * Puts an argument behind a word of a call; in a JSON form as a string of its own. `undefined` where the word is not
 * written in the file as the program sees it (it comes out of escapes or of a script in a variable).
 */
export function insertArgument(
  source: SourceText,
  located: LocatedCall,
  after: ShellWord,
  text: string,
): TextEdit | undefined {
  if (!isWritten(source, located, after)) return undefined;
  const { end } = rangeOf(located.script, after);
  return { start: end, end, text: located.script.form === "exec" ? `, ${JSON.stringify(text)}` : ` ${text}` };
}

/**
 * Takes arguments out of a call, from the first to the last, with the blanks and line continuations before them.
 * A comment before them stays. `undefined` where they are not written in the file as the program sees them.
 */
export function removeArguments(
  source: SourceText,
  located: LocatedCall,
  first: CallArgument,
  last: CallArgument = first,
): TextEdit | undefined {
  if (!isWritten(source, located, first.word) || !isWritten(source, located, last.word)) return undefined;
  const { start } = rangeOf(located.script, first);
  const { end } = rangeOf(located.script, last);
  const before = located.call.node.words.findLast((word) => word.end <= first.start);
  if (before === undefined || end <= start) return undefined;
  const previousEnd = rangeOf(located.script, before).end;
  const isPlainGap = /^[\s,\\`]*$/.test(source.text.slice(previousEnd, start));
  if (!isPlainGap && located.script.form === "exec") return undefined;
  return { start: isPlainGap ? previousEnd : start, end, text: "" };
}

/** Replaces the text of a word; `undefined` where it is not written in the file as the program sees it. */
export function replaceWord(
  source: SourceText,
  located: LocatedCall,
  word: ShellWord,
  text: string,
): TextEdit | undefined {
  if (!isWritten(source, located, word)) return undefined;
  const range = rangeOf(located.script, word);
  return { ...range, text: located.script.form === "exec" ? JSON.stringify(text) : text };
}

/** Tells whether the file has the word as the shell's text has it, at the word's own place. */
function isWritten(source: SourceText, located: LocatedCall, word: ShellWord): boolean {
  const { script } = located;
  const range = rangeOf(script, word);
  const written = source.text.slice(range.start, range.end);
  const text = script.text.text.slice(word.start, word.end);
  if (script.form === "exec") return written === `"${text.slice(1, -1)}"`;
  const isOwnPlace = !located.call.isNested || !/^['"]/.test(written);
  return isOwnPlace && written === text;
}
