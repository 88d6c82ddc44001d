import type { WordPart } from "../../formats/shell/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** Puts double quotes around a range of a script. */
export function quoteEdits(range: OffsetRange): readonly [TextEdit, TextEdit] {
  return [
    { start: range.start, end: range.start, text: '"' },
    { start: range.end, end: range.end, text: '"' },
  ];
}

/** Gives the stretch of a script on one line with single blanks, short enough to name something in a subject. */
export function namedBy(text: string, range: OffsetRange): string {
  return text.slice(range.start, range.end).replace(/\s+/g, " ").slice(0, 80);
}

/** Tells whether anything in the parts changes when the script runs: expansions, patterns, braces. */
export function hasExpansion(parts: readonly WordPart[]): boolean {
  return parts.some((part) => {
    if (part.kind === "double-quoted") return hasExpansion(part.parts);
    return part.kind !== "literal" && part.kind !== "single-quoted";
  });
}
