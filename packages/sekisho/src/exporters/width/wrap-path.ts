import { columnsOf } from "./columns.ts";
import { wrap } from "./wrap.ts";

/**
 * Breaks a path into lines of at most so many columns, behind slashes where it can: a name stays in one piece, as long as
 * it fits on a line.
 */
export function wrapPath(path: string, columns: number): readonly string[] {
  if (columnsOf(path) <= columns) return [path];
  const lines: string[] = [];
  let line = "";
  for (const part of path.split(/(?<=\/)/)) {
    if (columnsOf(line) + columnsOf(part) <= columns) {
      line += part;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = wrap(part, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return [...lines, line];
}

/** Lists items that are no prose, several on a line as they fit; one that is wider than a line is broken as a path is. */
export function wrapItems(items: readonly string[], separator: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const mark = separator.trimEnd();
  for (const [index, item] of items.entries()) {
    const shown = index === items.length - 1 ? item : item + mark;
    const gap = line === "" ? "" : separator.slice(mark.length);
    if (columnsOf(line + gap + shown) <= columns) {
      line += gap + shown;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = wrapPath(shown, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line === "" ? lines : [...lines, line];
}
