import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import { columnOf } from "./text-lines.ts";

/** How a document is written, for what is added to it. */
export interface Layout {
  readonly lineEnd: "\n" | "\r\n";
  /** Blanks by which a map stands deeper than its key. */
  readonly step: number;
  /** Blanks by which a list stands deeper than its key: often none. */
  readonly listStep: number;
  /** Blanks between a dash and its item. */
  readonly itemGap: number;
  readonly quote: '"' | "'";
  /** Whether keys and texts are always in double quotes, as in JSON. */
  readonly isJson: boolean;
}

/** What edits of a document need to know of it as a whole. */
export interface DocumentFacts {
  readonly layout: Layout;
  /** Nodes that stand in several places: anchored ones with an alias or a merge key, and what is in them. */
  readonly shared: ReadonlySet<YamlNode>;
  /** A carriage return without a line feed: lines cannot be told by it. */
  readonly hasOldLineEnds: boolean;
  /** Whether it is written over several lines. */
  readonly isTall: boolean;
}

const known = new WeakMap<YamlNode, DocumentFacts>();

/** Gives the facts of a document; reads it once. */
export function documentFacts(text: string, root: YamlNode): DocumentFacts {
  const before = known.get(root);
  if (before !== undefined) return before;
  const survey: Survey = { text, seen: new Set(), shared: new Set() };
  walk(survey, root, undefined, false);
  const facts: DocumentFacts = {
    layout: {
      lineEnd: usesCrlf(text) ? "\r\n" : "\n",
      step: survey.step ?? 2,
      listStep: survey.listStep ?? 0,
      itemGap: survey.itemGap ?? 1,
      quote: survey.quote ?? '"',
      isJson: root.kind !== "scalar" && root.isFlow && survey.isJson === true,
    },
    shared: survey.shared,
    hasOldLineEnds: /\r(?!\n)/.test(linesOf(text, root)),
    isTall: text.slice(root.start, root.end).includes("\n"),
  };
  known.set(root, facts);
  return facts;
}

/** The lines of one document: a file may have thousands of them. */
function linesOf(text: string, root: YamlNode): string {
  const end = text.indexOf("\n", root.end);
  return text.slice(text.lastIndexOf("\n", root.start - 1) + 1, end === -1 ? text.length : end + 1);
}

interface Survey {
  readonly text: string;
  readonly seen: Set<YamlNode>;
  readonly shared: Set<YamlNode>;
  step?: number;
  listStep?: number;
  itemGap?: number;
  quote?: '"' | "'";
  isJson?: boolean;
}

function usesCrlf(text: string): boolean {
  const first = text.indexOf("\n");
  return first > 0 && text.charCodeAt(first - 1) === 0x0d;
}

function walk(survey: Survey, node: YamlNode, keyColumn: number | undefined, isShared: boolean): void {
  const isAgain = survey.seen.has(node);
  const isHere = isShared || isAgain;
  if (isHere) {
    // What is in a shared node is shared with it; once is enough to say so.
    if (survey.shared.has(node)) return;
    survey.shared.add(node);
  }
  survey.seen.add(node);
  if (node.kind === "scalar") {
    if (node.style === "double") survey.quote ??= '"';
    if (node.style === "single") survey.quote ??= "'";
    return;
  }
  if (!isAgain) measure(survey, node, keyColumn);
  if (node.kind === "list") {
    for (const item of node.items) {
      walk(survey, item, undefined, isHere);
      if (node.items.isLong === true) survey.seen.clear();
    }
    return;
  }
  for (const entry of node.entries) {
    if (!entry.isMerged && node.isFlow) survey.isJson ??= survey.text.charAt(entry.keyRange.start) === '"';
    const column = node.isFlow || entry.isMerged ? undefined : columnOf(survey.text, node.start);
    walk(survey, entry.value, column, isHere || entry.isMerged);
  }
}

function measure(survey: Survey, node: Exclude<YamlNode, { kind: "scalar" }>, keyColumn: number | undefined): void {
  if (node.isFlow || keyColumn === undefined) return;
  const step = columnOf(survey.text, node.start) - keyColumn;
  if (node.kind === "list") {
    if (step >= 0) survey.listStep ??= step;
    const gap = (node.items.at(0)?.start ?? 0) - node.start - 1;
    if (gap > 0 && !survey.text.slice(node.start, node.start + gap + 1).includes("\n")) survey.itemGap ??= gap;
  }
  if (node.kind === "map" && step > 0) survey.step ??= step;
}
