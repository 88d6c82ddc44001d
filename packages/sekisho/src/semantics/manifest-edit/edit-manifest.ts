import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import type { ManifestChange } from "../kubernetes/manifest-change.ts";
import { isManifestList, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { addChanges, type ChangeTree, grownValue, unchanged } from "./change-tree.ts";
import { descendOnly } from "./descend-only.ts";
import { editBlockList, editBlockMap } from "./edit-block.ts";
import { editFlow } from "./edit-flow.ts";
import { type Editing, isSharedWithin, type PlacedValue, refusals, refuse, writtenEntries } from "./editing.ts";
import { equalValues } from "./equal-values.ts";
import { documentFacts } from "./layout.ts";
import { replaceValue } from "./replace-value.ts";
import { valueOf } from "./value-of.ts";

/** Edits of the text that make the changes and nothing else, in order and apart; or why there are none. */
export type ManifestEdits = { readonly edits: readonly TextEdit[] } | { readonly refusal: Text };

/**
 * Turns changes of a document's value into edits of its text: comments, order, quotes and indentation stay.
 *
 * Values that an anchor shares are not edited, since other places would change with them. No edits means that the document
 * already is as it is wanted.
 *
 * @param root The document, read from this very text.
 */
export function editManifest(text: string, root: YamlNode, changes: readonly ManifestChange[]): ManifestEdits {
  const tree = addChanges(unchanged, changes);
  return tree === undefined ? { refusal: contradiction } : editDocument(text, root, tree);
}

const contradiction: Text = {
  en: "The changes contradict each other.",
  ja: "変更どうしが矛盾しています。",
};

/** Turns changes that were gathered into edits, as {@link editManifest} does. */
export function editDocument(text: string, root: YamlNode, tree: ChangeTree): ManifestEdits {
  const facts = documentFacts(text, root);
  if (facts.hasOldLineEnds) return { refusal: refusals.unusual };
  const editing: Editing = {
    text,
    facts,
    edits: [],
    refusal: undefined,
    descend: (placed, inner) => editValue(editing, placed, inner),
  };
  const { start, end } = root;
  const isFlow = root.kind !== "scalar" && root.isFlow;
  editValue(
    editing,
    {
      node: root,
      span: { behind: start, start, end, isAlias: false, hasProperties: false },
      holder: isFlow ? "flow" : "item",
      column: 0,
      path: [],
      isJson: facts.layout.isJson,
      indent: isFlow && facts.isTall ? 0 : undefined,
    },
    tree,
  );
  return editing.refusal === undefined ? { edits: joinEdits(editing.edits) } : { refusal: editing.refusal };
}

function editValue(editing: Editing, placed: PlacedValue, tree: ChangeTree): void {
  const { node, span } = placed;
  if (tree.kind === "remove") {
    refuse(editing, refusals.plain);
    return;
  }
  if (tree.kind === "set") {
    setValue(editing, placed, tree.value);
    return;
  }
  if (tree.children.size === 0 && tree.appended.length === 0) return;
  if (node.kind === "scalar") {
    const grown = grownValue(tree);
    if (node.value !== null) refuse(editing, refusals.plain);
    else if (grown !== undefined) replaceValue(editing, placed, grown);
    return;
  }
  if (span.isAlias || editing.facts.shared.has(node)) {
    refuse(editing, refusals.shared);
    return;
  }
  const isOfKind = node.kind === "map" ? tree.appended.length === 0 : [...tree.children.keys()].every(isIndex);
  if (!isOfKind) refuse(editing, refusals.plain);
  else if (isEmpty(node)) {
    const grown = grownValue(tree);
    if (grown !== undefined) replaceValue(editing, placed, grown);
  } else if (node.isFlow) editFlow(editing, placed, node, tree);
  else if (descendOnly(editing, placed, node, tree)) return;
  else if (node.kind === "map") editBlockMap(editing, placed, node, tree);
  else editBlockList(editing, placed, node, tree);
}

function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(key);
}

function isEmpty(node: Exclude<YamlNode, { kind: "scalar" }>): boolean {
  return node.kind === "list" ? node.items.length === 0 : node.entries.length === 0;
}

/** Writes a value over another: of a map or list only what differs. */
function setValue(editing: Editing, placed: PlacedValue, value: ManifestValue): void {
  const { node, span } = placed;
  if (equalValues(valueOf(node), value)) return;
  const differences = span.isAlias || isSharedWithin(editing, node) ? undefined : findDifferences(node, value);
  if (differences === undefined) replaceValue(editing, placed, value);
  else editValue(editing, placed, differences);
}

/** Gives the changes that make a filled map or list of another one of its kind. */
function findDifferences(node: YamlNode, value: ManifestValue): ChangeTree | undefined {
  if (node.kind === "scalar" || typeof value !== "object" || value === null || isEmpty(node)) return undefined;
  const children = new Map<string, ChangeTree>();
  if (node.kind === "list") {
    if (!isManifestList(value) || value.length === 0) return undefined;
    for (let index = 0; index < node.items.length; index++) {
      const wanted = value[index];
      children.set(String(index), wanted === undefined ? { kind: "remove" } : { kind: "set", value: wanted });
    }
    return { kind: "inside", children, appended: value.slice(node.items.length) };
  }
  if (isManifestList(value) || Object.keys(value).length === 0 || node.entries.some(({ isMerged }) => isMerged)) {
    return undefined;
  }
  for (const { key } of writtenEntries(node)) if (!Object.hasOwn(value, key)) children.set(key, { kind: "remove" });
  for (const [key, wanted] of Object.entries(value)) children.set(key, { kind: "set", value: wanted });
  return { kind: "inside", children, appended: [] };
}

/** Puts edits in order and makes one of those that begin at one place: what is inserted, then what is deleted. */
function joinEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = edits
    .map((made, index) => ({ made, index }))
    .toSorted((left, right) => left.made.start - right.made.start || left.index - right.index);
  const joined: TextEdit[] = [];
  for (const { made } of sorted) {
    const last = joined.at(-1);
    if (
      last === undefined ||
      made.start > last.end ||
      (made.start === last.end && last.start !== last.end && made.start !== last.start)
    ) {
      joined.push(made);
      continue;
    }
    joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, made.end), text: last.text + made.text };
  }
  return joined;
}
