import { toOneLine } from "../../exporters/escape/visible.ts";
import type { Paint } from "../../exporters/table/paint.ts";
import { wrap } from "../../exporters/width/wrap.ts";

const indentColumns = 2;

/** Writes a heading with its lines below it, each wrapped; nothing where there are none. Deeper lines begin with blanks. */
export function writeSection(
  heading: string,
  lines: readonly string[],
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): readonly string[] {
  if (lines.length === 0) return [];
  const written = lines.flatMap((line) => {
    const depth = indentColumns + line.length - line.trimStart().length;
    return wrap(toOneLine(line.trimStart()), columns - depth).map((part) => " ".repeat(depth) + part);
  });
  return [paint.strong(heading), ...written];
}

/** Joins sections with an empty line between them; empty ones are left out. */
export function joinSections(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
