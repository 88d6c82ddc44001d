import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { ChangeTree } from "./change-tree.ts";
import { type Editing, findEntrySpan, type PlacedValue, type ValueSpan } from "./editing.ts";
import { columnOf, lineStartOf } from "./text-lines.ts";

type Collection = Exclude<YamlNode, { kind: "scalar" }>;
type Inside = Extract<ChangeTree, { kind: "inside" }>;

/**
 * Edits what is inside the entries of a block when nothing is added or removed between them: then the others need not be
 * looked at. False when they have to be.
 */
export function descendOnly(editing: Editing, placed: PlacedValue, block: Collection, tree: Inside): boolean {
  if (tree.appended.length > 0) return false;
  const steps: { readonly value: PlacedValue; readonly child: ChangeTree }[] = [];
  for (const [key, child] of tree.children) {
    if (child.kind !== "inside") return false;
    const found = block.kind === "map" ? findHeld(editing.text, block, key) : findItem(editing.text, block, key);
    if (found === undefined) return false;
    const value: PlacedValue = {
      ...found,
      holder: block.kind === "map" ? "key" : "item",
      column: columnOf(editing.text, block.start),
      path: [...placed.path, key],
      isJson: editing.facts.layout.isJson,
      indent: undefined,
    };
    steps.push({ value, child });
  }
  for (const { value, child } of steps) editing.descend(value, child);
  return true;
}

type Held = { readonly node: YamlNode; readonly span: ValueSpan };

function findHeld(text: string, map: Extract<YamlNode, { kind: "map" }>, key: string): Held | undefined {
  const entry = map.entries.find((candidate) => candidate.key === key);
  if (entry === undefined || entry.isMerged || entry.value.kind === "scalar") return undefined;
  const span = findEntrySpan(text, entry);
  return span === undefined ? undefined : { node: entry.value, span };
}

function findItem(text: string, list: Extract<YamlNode, { kind: "list" }>, key: string): Held | undefined {
  const node = list.items.at(Number(key));
  if (node === undefined || node.kind === "scalar" || node.start < list.start) return undefined;
  const { start, end } = node;
  const hasProperties = /[&!]/.test(text.slice(lineStartOf(text, start), start));
  return { node, span: { behind: start, start, end, isAlias: false, hasProperties } };
}
