import type { DataNode } from "./data-tree.ts";
import { quote } from "./quote.ts";
import type { Text } from "./text.ts";

/** A place where a document breaks the rules of its format. */
export interface SyntaxProblem {
  /** From 1. */
  readonly line: number;
  readonly expected: Text;
  /** What stands there, as written and of any length. */
  readonly got: string;
}

/** A document as far as it could be read. */
export interface ParsedDocument {
  /** Left out when nothing could be read. */
  readonly root?: DataNode;
  /** In the order of the text; empty for a sound document. */
  readonly problems: readonly SyntaxProblem[];
}

/** Gives a problem at an offset of a text, quoting what stands there up to the end of its line. */
export function problemAt(text: string, offset: number, expected: Text): SyntaxProblem {
  const end = text.indexOf("\n", offset);
  const got = offset >= text.length ? "" : text.slice(offset, Math.min(end === -1 ? text.length : end, offset + 80));
  return { line: lineOfOffset(text, offset), expected, got: quote(got.replace(/\r$/, "")) };
}

/** Counts the lines up to an offset: 1 for the first. */
function lineOfOffset(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
