import type { YamlList, YamlMap, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { appendedItems, applyChanges } from "./apply-changes.ts";
import { type ChangeTree, grownValue } from "./change-tree.ts";
import { conventionalOrder } from "./conventional-order.ts";
import { findDash, insertRow, type Row, removeRows } from "./edit-rows.ts";
import {
  type Editing,
  findEntrySpan,
  findItemSpan,
  isSharedWithin,
  type PlacedValue,
  refusals,
  refuse,
  type ValueSpan,
  writtenEntries,
} from "./editing.ts";
import { renderScalar } from "./render-scalar.ts";
import { renderBlock, renderEntry } from "./render-value.ts";
import { replaceValue } from "./replace-value.ts";
import { columnOf, lineStartOf } from "./text-lines.ts";
import { valueOf } from "./value-of.ts";

type Inside = Extract<ChangeTree, { kind: "inside" }>;

/** A row with what its edits need. */
interface PlacedRow extends Row {
  readonly key: string;
  readonly node: YamlNode;
  readonly span: ValueSpan;
}

/** Edits a map in block style. */
export function editBlockMap(editing: Editing, placed: PlacedValue, map: YamlMap, tree: Inside): void {
  const column = columnOf(editing.text, map.start);
  const rows = findEntryRows(editing, map, tree);
  if (rows === undefined || !isPlainLineStart(editing.text, map.start)) {
    refuse(editing, refusals.unusual);
    return;
  }
  const added = addedEntries(map, rows, tree);
  if (!editRows(editing, { placed, rows, tree, column })) return;
  const keys = rows.map(({ key }) => key);
  const order = conventionalOrder(placed.path, keys);
  for (const [key, value] of inOrder(added, order)) {
    const after = placeFor(key, keys, order);
    insertRow(editing, renderEntry(key, value, column, editing.facts.layout), { rows, after, column });
  }
}

/** Gives a row for each entry; `undefined` when one is written as `? key`. */
function findEntryRows({ text }: Editing, map: YamlMap, tree: Inside): readonly PlacedRow[] | undefined {
  const rows: PlacedRow[] = [];
  for (const entry of writtenEntries(map)) {
    const span = findEntrySpan(text, entry);
    if (span === undefined) return undefined;
    rows.push(toRow(text, { key: entry.key, start: entry.keyRange.start, node: entry.value, span }, tree));
  }
  return rows;
}

function toRow(text: string, row: Pick<PlacedRow, "key" | "start" | "node" | "span">, tree: Inside): PlacedRow {
  const { span, node } = row;
  const last = span.isAlias ? undefined : findLastText(node);
  return {
    ...row,
    end: Math.max(span.behind, span.end),
    isRemoved: tree.children.get(row.key)?.kind === "remove",
    endsInText: last !== undefined,
    endsOpen:
      last !== undefined && (last.end === text.length || /^[|>]\d?\+/.test(text.slice(last.start, last.start + 3))),
  };
}

/** Finds the block scalar that is the last thing in a value. */
function findLastText(node: YamlNode): YamlNode | undefined {
  let last = node;
  while (last.kind !== "scalar") {
    if (last.isFlow) return undefined;
    const inner: YamlNode | undefined = last.kind === "list" ? last.items.at(-1) : writtenEntries(last).at(-1)?.value;
    if (inner === undefined || inner.start < last.start) return undefined;
    last = inner;
  }
  return last.style === "literal" || last.style === "folded" ? last : undefined;
}

/** A map begins on a line of its own or behind dashes; nothing else that is in front of it is understood here. */
function isPlainLineStart(text: string, start: number): boolean {
  return /^ *(?:- *)*$/.test(text.slice(lineStartOf(text, start), start));
}

/** Removes rows and edits what is in the others; false when nothing is left to do. */
function editRows(editing: Editing, { placed, rows, tree, column }: RowsToEdit): boolean {
  const { node } = placed;
  const removed = rows.filter(({ isRemoved }) => isRemoved);
  if (removed.some((row) => !row.span.isAlias && isSharedWithin(editing, row.node))) {
    refuse(editing, refusals.shared);
    return false;
  }
  if (removed.length > 0 && removed.length === rows.length) {
    const hasMerge = node.kind === "map" && node.entries.length > rows.length;
    if (hasMerge) refuse(editing, refusals.shared);
    else replaceValue(editing, placed, applyChanges(valueOf(node), tree) ?? null);
    return false;
  }
  for (const row of rows) {
    const child = tree.children.get(row.key);
    if (child === undefined || row.isRemoved) continue;
    editing.descend(
      {
        node: row.node,
        span: row.span,
        holder: node.kind === "list" ? "item" : "key",
        column,
        path: [...placed.path, row.key],
        isJson: editing.facts.layout.isJson,
        indent: undefined,
      },
      child,
    );
  }
  removeRows(editing, rows, column);
  return true;
}

interface RowsToEdit {
  readonly placed: PlacedValue;
  readonly rows: readonly PlacedRow[];
  readonly tree: Inside;
  readonly column: number;
}

/** What changes put into a map that has no line for it. */
function addedEntries(
  map: YamlMap,
  rows: readonly PlacedRow[],
  tree: Inside,
): readonly (readonly [string, ManifestValue])[] {
  const written = new Set(rows.map(({ key }) => key));
  const added: (readonly [string, ManifestValue])[] = [];
  for (const [key, child] of tree.children) {
    if (written.has(key)) continue;
    const merged = map.entries.find((entry) => entry.key === key);
    // A line of its own overrides what a merge key brings in; it takes the whole value with it.
    const value = merged === undefined ? grownValue(child) : applyChanges(valueOf(merged.value), child);
    if (value !== undefined) added.push([key, value]);
  }
  return added;
}

function inOrder(
  added: readonly (readonly [string, ManifestValue])[],
  order: readonly string[],
): readonly (readonly [string, ManifestValue])[] {
  const rank = (key: string): number => {
    const found = order.indexOf(key);
    return found === -1 ? order.length : found;
  };
  return added.toSorted(([left], [right]) => rank(left) - rank(right));
}

/** Gives the row that a new key comes behind: the nearest before it in the conventional order, else the last; -1 is the top. */
function placeFor(key: string, keys: readonly string[], order: readonly string[]): number {
  const rank = order.indexOf(key);
  if (rank === -1) return keys.length - 1;
  for (const before of order.slice(0, rank).toReversed()) {
    const found = keys.lastIndexOf(before);
    if (found !== -1) return found;
  }
  const behind = order.slice(rank + 1).find((later) => keys.includes(later));
  return behind === undefined ? keys.length - 1 : keys.indexOf(behind) - 1;
}

/** Edits a list in block style. */
export function editBlockList(editing: Editing, placed: PlacedValue, list: YamlList, tree: Inside): void {
  const { text, facts } = editing;
  const column = columnOf(text, list.start);
  const rows = findItemRows(text, list, { column, tree });
  if (rows === undefined || !isPlainLineStart(text, list.start)) {
    refuse(editing, refusals.unusual);
    return;
  }
  if (!editRows(editing, { placed, rows, tree, column })) return;
  const last = rows.at(-1);
  const added = appendedItems(tree, list.items.length);
  if (last === undefined || added.length === 0) return;
  if (last.endsOpen && !last.isRemoved) {
    refuse(editing, refusals.unusual);
    return;
  }
  const gap = Math.max(1, text.startsWith("\n", last.span.behind) ? 1 : last.span.start - last.span.behind);
  const blanks = columnOf(text, last.span.start) === column + 1 + gap ? gap : 1;
  const before = last.node.kind === "scalar" && last.span.isAlias === false ? last.node.style : undefined;
  for (const item of added) {
    const written =
      typeof item === "string" && before !== undefined
        ? renderScalar(item, { isFlow: false, quote: facts.layout.quote, isJson: false, before })
        : renderBlock(item, column + 1 + blanks, facts.layout);
    insertRow(editing, `-${" ".repeat(blanks)}${written}`, { rows, after: rows.length - 1, column });
  }
}

function findItemRows(
  text: string,
  list: YamlList,
  { column, tree }: { readonly column: number; readonly tree: Inside },
): readonly PlacedRow[] | undefined {
  const rows: PlacedRow[] = [];
  let dash: number | undefined = list.start;
  for (const [index, node] of [...list.items].entries()) {
    if (index > 0) dash = findDash(text, rows.at(-1)?.end ?? list.start, column);
    if (dash === undefined) return undefined;
    const span = findItemSpan(text, list, node, dash + 1);
    if (span === undefined) return undefined;
    rows.push(toRow(text, { key: String(index), start: dash, node, span }, tree));
  }
  return rows;
}
