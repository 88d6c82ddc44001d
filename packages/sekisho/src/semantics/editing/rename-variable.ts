import type { VariableUse } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { SourceText } from "../../model/source-text.ts";

/** Writes another name into `$NAME` or `${NAME…}`; braces and modifiers stay. */
export function renameVariable(source: SourceText, use: VariableUse, name: string): TextEdit {
  const start = use.start + (source.text[use.start + 1] === "{" ? 2 : 1);
  return { start, end: start + use.name.length, text: name };
}
