import type { DataNode } from "../../model/data-tree.ts";
import { type ParsedDocument, problemAt } from "../../model/syntax-problem.ts";

const maxDepth = 100;

const value = { en: "a term of Elixir or Erlang", ja: "Elixir または Erlang の項" };
const bracket = { en: "the closing bracket", ja: "閉じ括弧" };
const depth = { en: `at most ${maxDepth} nested terms`, ja: `${maxDepth} 段以内の入れ子` };

/** A list, tuple or map being read; a map's keys and values stand in turn. */
interface OpenTerm {
  readonly closing: "]" | "}";
  readonly isMap: boolean;
  readonly items: DataNode[];
  readonly line: number;
}

const token =
  /\s{1,1000}|%(?!\{)|#|%\{|[[\]{},.|]|=>|<<"((?:[^"\\]|\\.){0,10000})"(?:\/utf8)?>>|"((?:[^"\\]|\\.){0,10000})"(:(?=\s))?|:?([A-Za-z_][\w@.]{0,300}[?!]?)(:(?=\s))?|:"([^"]{0,300})"|([-+]?\d{1,30}(?:\.\d{1,30})?)/y;

/**
 * Reads data written as terms of Elixir (`mix.lock`) or Erlang (`rebar.lock`): the root is the list of the terms in the
 * file. Lists and tuples give lists; atoms, binaries and numbers give texts; `key: value` in a list gives two items.
 * Nothing is evaluated. Where the text is something else, reading ends and the tree holds everything before.
 */
export function parseBeamTerms(text: string): ParsedDocument {
  const root: OpenTerm = { closing: "]", isMap: false, items: [], line: 1 };
  const open: OpenTerm[] = [root];
  let line = 1;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    const holder = open.at(-1) ?? root;
    if (found === null) return finish(open, problemAt(text, at, value));
    const [whole] = found;
    // A comment: the rest of its line, however long, is not asked of the expression.
    if (whole === "%" || whole === "#") token.lastIndex = lineEnd(text, at);
    const content = found[1] ?? found[2] ?? found[4] ?? found[6] ?? found[7];
    if (content !== undefined) holder.items.push({ kind: "scalar", value: content, line });
    else if (whole === "%{" || whole === "{" || whole === "[") {
      if (open.length > maxDepth) return finish(open, problemAt(text, at, depth));
      open.push({ closing: whole === "[" ? "]" : "}", isMap: whole === "%{", items: [], line });
    } else if (whole === "}" || whole === "]") {
      if (whole !== holder.closing || open.length === 1) return finish(open, problemAt(text, at, bracket));
      closeLast(open);
    }
    for (let end = whole.indexOf("\n"); end !== -1; end = whole.indexOf("\n", end + 1)) line += 1;
  }
  return finish(open, open.length > 1 ? problemAt(text, text.length, bracket) : undefined);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function closeLast(open: OpenTerm[]): void {
  const closed = open.pop();
  if (closed !== undefined) open.at(-1)?.items.push(toNode(closed));
}

function finish(open: OpenTerm[], problem: ReturnType<typeof problemAt> | undefined): ParsedDocument {
  while (open.length > 1) closeLast(open);
  const root: DataNode = { kind: "list", items: open[0]?.items ?? [], line: 1 };
  return { root, problems: problem === undefined ? [] : [problem] };
}

function toNode({ isMap, items, line }: OpenTerm): DataNode {
  if (!isMap) return { kind: "list", items, line };
  const entries = new Map<string, DataNode>();
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index];
    const held = items[index + 1];
    if (key?.kind === "scalar" && held !== undefined) entries.set(String(key.value), { ...held, line: key.line });
  }
  return { kind: "map", entries, line };
}
