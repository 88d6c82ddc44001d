import type { ShellWord } from "../../formats/shell/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";
import { insertArguments, replaceArgument } from "./command-edits.ts";
import type { EditedFile } from "./instruction-edits.ts";

/**
 * Puts an argument behind a word of a call. `undefined` where the file does not have the word as the program sees it: it
 * comes out of escapes, or of a script that is handed to a shell in pieces.
 */
export function insertBehindWord(
  file: EditedFile,
  located: LocatedCall,
  word: ShellWord,
  text: string,
): TextEdit | undefined {
  return isWritten(file, located, word) ? insertArguments(file, located, word, [text]) : undefined;
}

/** Puts another text in the place of a word of a call; `undefined` where the file does not have the word as it is. */
export function replaceWord(
  file: EditedFile,
  located: LocatedCall,
  word: ShellWord,
  text: string,
): TextEdit | undefined {
  return isWritten(file, located, word) ? replaceArgument(file, located, word, text) : undefined;
}

/**
 * Takes words out of a call, from the first to the last, with the blanks and line continuations before them.
 * A comment before them stays. `undefined` where the file does not have the words as they are.
 */
export function removeWords(
  file: EditedFile,
  located: LocatedCall,
  first: ShellWord,
  last: ShellWord = first,
): TextEdit | undefined {
  const before = wordBefore(located.call.node.words, first);
  if (before === undefined || !isWritten(file, located, first) || !isWritten(file, located, last)) return undefined;
  const { start } = rangeOf(located.script, first);
  const { end } = rangeOf(located.script, last);
  const previousEnd = rangeOf(located.script, before).end;
  const isPlainGap = /^[\s,\\`]*$/.test(file.syntax.source.text.slice(previousEnd, start));
  if (!isPlainGap && located.script.form === "exec") return undefined;
  return { start: isPlainGap ? previousEnd : start, end, text: "" };
}

/** Finds the last word that ends before another one begins; words are in order. */
function wordBefore(words: readonly ShellWord[], word: OffsetRange): ShellWord | undefined {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) <= word.start) low = middle + 1;
    else high = middle;
  }
  return words[low - 1];
}

/** Tells whether the file has the word at its range as the shell reads it. */
function isWritten(file: EditedFile, located: LocatedCall, word: OffsetRange): boolean {
  const { script } = located;
  const range = rangeOf(script, word);
  const written = file.syntax.source.text.slice(range.start, range.end);
  const text = script.text.text.slice(word.start, word.end);
  if (script.form === "exec") return written === `"${text.slice(1, -1)}"`;
  return written === text && !(located.call.isNested && /^['"]/.test(written));
}
