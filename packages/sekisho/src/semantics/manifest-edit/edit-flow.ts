import type { YamlList, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { appendedItems, applyChanges } from "./apply-changes.ts";
import { type ChangeTree, grownValue } from "./change-tree.ts";
import {
  type Editing,
  edit,
  findEntrySpan,
  findItemSpan,
  isSharedWithin,
  type PlacedValue,
  refusals,
  refuse,
  type ValueSpan,
  writtenEntries,
} from "./editing.ts";
import { keptComments } from "./kept-comments.ts";
import { renderScalar } from "./render-scalar.ts";
import { type FlowPlace, renderFlow, renderFlowEntry } from "./render-value.ts";
import { replaceValue } from "./replace-value.ts";
import { columnOf, lineEndOf, skipBlanks, skipSpace } from "./text-lines.ts";
import { valueOf } from "./value-of.ts";

type Inside = Extract<ChangeTree, { kind: "inside" }>;
type Collection = Exclude<YamlNode, { kind: "scalar" }>;

/** An entry or item in brackets. */
interface Piece {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly node: YamlNode;
  readonly span: ValueSpan;
  readonly isRemoved: boolean;
}

/** Edits a map or list in brackets. */
export function editFlow(editing: Editing, placed: PlacedValue, collection: Collection, tree: Inside): void {
  const { text } = editing;
  if (collection.kind === "list" && descendIntoItems(editing, placed, collection, tree)) return;
  const pieces = findPieces(text, collection, tree);
  if (pieces === undefined || !"[{".includes(text.charAt(collection.start))) {
    refuse(editing, refusals.unusual);
    return;
  }
  const removed = pieces.filter(({ isRemoved }) => isRemoved);
  if (removed.some(({ node, span }) => !span.isAlias && isSharedWithin(editing, node))) {
    refuse(editing, refusals.shared);
    return;
  }
  if (removed.length === pieces.length) {
    const isMerged = collection.kind === "map" && collection.entries.length > pieces.length;
    if (isMerged) refuse(editing, refusals.shared);
    else replaceValue(editing, placed, applyChanges(valueOf(collection), tree) ?? null);
    return;
  }
  const first = pieces[0];
  const indent = first === undefined ? undefined : findIndent(text, first.start);
  const isJson = collection.kind === "map" && first !== undefined ? text.charAt(first.start) === '"' : placed.isJson;
  for (const piece of pieces) {
    const child = tree.children.get(piece.key);
    if (child === undefined || piece.isRemoved) continue;
    const { node, span, key } = piece;
    editing.descend({ node, span, holder: "flow", column: 0, path: [...placed.path, key], isJson, indent }, child);
  }
  removePieces(editing, pieces);
  const { layout } = editing.facts;
  const place: FlowPlace = { layout, isJson, ...(indent === undefined ? {} : { indent }) };
  for (const written of writeAdded(collection, pieces, { tree, place })) insertPiece(editing, pieces, written, indent);
}

/** Gives the blanks in front of an offset, where nothing else stands on its line before it. */
function findIndent(text: string, at: number): number | undefined {
  let start = at;
  while (text.charAt(start - 1) === " " || text.charAt(start - 1) === "\t") start -= 1;
  // The line of a text that was written to one line may be as long as a cluster is large.
  return start === 0 || text.charAt(start - 1) === "\n" ? columnOf(text, at) : undefined;
}

/**
 * Edits what is inside the items of a list when none is added or removed: of the thousands of a `kind: List`, the others need
 * not be looked at. False when they have to be.
 */
function descendIntoItems(editing: Editing, placed: PlacedValue, list: YamlList, tree: Inside): boolean {
  if (tree.appended.length > 0) return false;
  const { text } = editing;
  const steps: { readonly value: PlacedValue; readonly child: ChangeTree }[] = [];
  const indent = findIndent(text, skipSpace(text, list.start + 1));
  for (const [key, child] of tree.children) {
    const node = list.items.at(Number(key));
    const before = Number(key) === 0 ? list.start + 1 : list.items.at(Number(key) - 1)?.end;
    if (child.kind !== "inside" || node === undefined || node.kind === "scalar" || before === undefined) return false;
    // An alias stands elsewhere.
    if (before < list.start || node.start < before) return false;
    const span = findItemSpan(text, list, node, before);
    if (span === undefined || span.hasProperties) return false;
    const value = { node, span: { ...span, behind: node.start }, path: [...placed.path, key], indent };
    steps.push({ value: { ...value, holder: "flow", column: 0, isJson: placed.isJson }, child });
  }
  for (const { value, child } of steps) editing.descend(value, child);
  return true;
}

function findPieces(text: string, collection: Collection, tree: Inside): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const add = (key: string, start: number, node: YamlNode, span: ValueSpan | undefined): boolean => {
    if (span === undefined) return false;
    const end = Math.max(span.behind, span.end);
    pieces.push({ key, start, end, node, span, isRemoved: tree.children.get(key)?.kind === "remove" });
    return true;
  };
  if (collection.kind === "map") {
    const isSound = writtenEntries(collection).every((entry) =>
      add(entry.key, entry.keyRange.start, entry.value, findEntrySpan(text, entry)),
    );
    return isSound ? pieces : undefined;
  }
  let at = collection.start + 1;
  for (const [index, item] of [...collection.items].entries()) {
    const start = skipSpace(text, at);
    const isSound = add(String(index), start, item, findItemSpan(text, collection, item, start));
    if (!isSound) return undefined;
    at = skipSpace(text, pieces.at(-1)?.end ?? start);
    if (text.charAt(at) === ",") at += 1;
  }
  return pieces;
}

function removePieces(editing: Editing, pieces: readonly Piece[]): void {
  const { text } = editing;
  const kept = pieces.findIndex(({ isRemoved }) => !isRemoved);
  const first = pieces[0];
  const firstKept = pieces[kept];
  if (first !== undefined && firstKept !== undefined && kept > 0) {
    const range = { start: first.start, end: firstKept.start };
    const removed = pieces.slice(0, kept).map(({ node }) => node);
    const between = editing.facts.layout.lineEnd + " ".repeat(findIndent(text, firstKept.start) ?? 0);
    const comments = keptComments(text, range, removed).map((comment) => comment + between);
    edit(editing, range.start, range.end, comments.join(""));
  }
  for (const [index, piece] of pieces.entries()) {
    if (index < kept || !piece.isRemoved) continue;
    const before = pieces[index - 1]?.end ?? piece.start;
    if (!text.slice(before, piece.start).includes("#")) edit(editing, before, piece.end, "");
    else {
      // The comment belongs to the piece before: it stays, and so does the comma.
      const comma = skipBlanks(text, piece.end);
      edit(editing, piece.start, text.charAt(comma) === "," ? comma + 1 : piece.end, "");
    }
  }
}

function writeAdded(
  collection: Collection,
  pieces: readonly Piece[],
  { tree, place }: { readonly tree: Inside; readonly place: FlowPlace },
): readonly string[] {
  if (collection.kind === "list") {
    const style = pieces.at(-1)?.node;
    return appendedItems(tree, collection.items.length).map((item) => renderItem(item, style, place));
  }
  const written = new Set(pieces.map(({ key }) => key));
  return [...tree.children].flatMap(([key, child]) => {
    if (written.has(key)) return [];
    const merged = collection.entries.find((entry) => entry.key === key);
    const value = merged === undefined ? grownValue(child) : applyChanges(valueOf(merged.value), child);
    return value === undefined ? [] : [renderFlowEntry(key, value, place)];
  });
}

function renderItem(item: ManifestValue, like: YamlNode | undefined, place: FlowPlace): string {
  if (typeof item !== "string" || like?.kind !== "scalar") return renderFlow(item, place);
  const { isJson, layout } = place;
  return renderScalar(item, { isFlow: true, quote: layout.quote, isJson, before: like.style });
}

/** Writes a piece behind the last one that stays. */
function insertPiece(editing: Editing, pieces: readonly Piece[], written: string, indent: number | undefined): void {
  const { text, facts } = editing;
  const last = pieces.findLast(({ isRemoved }) => !isRemoved);
  if (last === undefined) return;
  const between = indent === undefined ? " " : facts.layout.lineEnd + " ".repeat(indent);
  const comma = skipSpace(text, last.end);
  if (last === pieces.at(-1) && text.charAt(comma) === ",") {
    edit(editing, comma + 1, comma + 1, `${between}${written},`);
    return;
  }
  const hasComment = text.charAt(skipBlanks(text, last.end)) === "#";
  if (!hasComment) edit(editing, last.end, last.end, `,${between}${written}`);
  else {
    const lineEnd = lineEndOf(text, last.end);
    edit(editing, last.end, last.end, ",");
    edit(
      editing,
      lineEnd,
      lineEnd,
      between.trim() === "" && indent === undefined ? `${facts.layout.lineEnd} ${written}` : between + written,
    );
  }
}
