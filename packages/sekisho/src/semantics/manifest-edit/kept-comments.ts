import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { lineEndOf } from "./text-lines.ts";

/** Comments with this mark accept findings of the lines that they stand at: without those they would mean others. */
const exceptionMark = "sekisho:ignore";

/** Tells whether comments accept findings of the lines at which they stand. */
export function holdsException(comments: string): boolean {
  return comments.includes(exceptionMark);
}

/**
 * Gives the comments of a range that is deleted, each from its `#` on, in the order of the text: they are a person's words,
 * and stay. Exceptions for what is deleted go with it. The nodes are those that begin in the range.
 */
export function keptComments(text: string, range: OffsetRange, nodes: readonly YamlNode[]): readonly string[] {
  const scalars = nodes
    .flatMap((node) => scalarsIn(text, node, range))
    .toSorted((left, right) => left.start - right.start);
  const found: string[] = [];
  let scalar = 0;
  let at = range.start;
  for (;;) {
    const hash = text.indexOf("#", at);
    if (hash === -1 || hash >= range.end) return found;
    while ((scalars[scalar]?.end ?? range.end) <= hash) scalar += 1;
    const around = scalars[scalar];
    if (around !== undefined && around.start <= hash) {
      at = around.end;
      continue;
    }
    at = hash + 1;
    if (hash > 0 && !" \t\n\r\uFEFF".includes(text.charAt(hash - 1))) continue;
    at = lineEndOf(text, hash);
    const comment = text.slice(hash, at).trimEnd();
    if (!holdsException(comment)) found.push(comment);
  }
}

/** Gives where the texts of a value stand: a `#` in them begins no comment. Behind the sign of a block one it does. */
function scalarsIn(text: string, node: YamlNode, range: OffsetRange): readonly OffsetRange[] {
  // The node of an alias stands where its anchor is.
  if (node.start < range.start || node.start >= range.end) return [];
  if (node.kind === "list") return [...node.items].flatMap((item) => scalarsIn(text, item, range));
  if (node.kind === "map") {
    return node.entries.flatMap(({ keyRange, value }) => [keyRange, ...scalarsIn(text, value, range)]);
  }
  const isBlock = node.style === "literal" || node.style === "folded";
  const start = isBlock ? lineEndOf(text, node.start) : node.start;
  return start >= node.end ? [] : [{ start, end: node.end }];
}
