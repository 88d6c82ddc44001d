import type { Flag } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { SourceText } from "../../model/source-text.ts";

/** Takes a flag out together with the blanks behind it on its line. */
export function deleteFlag(source: SourceText, flag: Flag): TextEdit {
  let end = flag.end;
  while (source.text[end] === " " || source.text[end] === "\t") end++;
  return { start: flag.start, end, text: "" };
}
