import { printWord } from "../../formats/shell/word-text.ts";
import type { TextEdit } from "../../model/fix.ts";
import { type LocatedCall, rangeOf } from "../stages/scripts.ts";
import type { EditedFile } from "./instruction-edits.ts";

/**
 * Takes a wrapper that stands first in a call away, with its options: `sudo -E make` becomes `make`. `undefined` where an
 * option says more than the wrapper itself, or the file does not have the words as they are.
 */
export function unwrapEdit(
  file: EditedFile,
  located: LocatedCall,
  harmlessOptions: ReadonlySet<string>,
): TextEdit | undefined {
  const { call, script } = located;
  if (call.isNested || script.form === "exec" || script.form === "exec-shell") return undefined;
  const [first, ...others] = call.node.words;
  const next = others.find((word) => !harmlessOptions.has(printWord(word)));
  if (first === undefined || next === undefined || printWord(next).startsWith("-")) return undefined;
  const start = rangeOf(script, first).start;
  const end = rangeOf(script, { start: next.start, end: next.start + 1 }).start;
  const between = file.syntax.source.text.slice(start, end);
  return /[\r\n]/.test(between) ? undefined : { start, end, text: "" };
}
