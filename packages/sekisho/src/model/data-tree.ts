/** A stretch of one line, in UTF-16 units from 1; the end is the one after the last. */
export type ColumnSpan = readonly [start: number, end: number];

/** A text, number, truth value or nothing in a structured document. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Line of the key that it stands behind, else its own; from 1. */
  readonly line: number;
  /** Where a text stands in that line, quotes included; JSON knows it of what stands in a list, or in a map in one. */
  readonly columns?: ColumnSpan;
}

/** An ordered list in a structured document. */
export interface ListNode {
  readonly kind: "list";
  /** Where the key stands in its line that the list stands behind, quotes included; JSON knows it. */
  readonly keyColumns?: ColumnSpan;
  readonly items: readonly DataNode[];
  readonly line: number;
}

/** Named values in a structured document. A `Map`, so that no name (`__proto__`) means anything. */
export interface MapNode {
  readonly kind: "map";
  /** Where the key stands in its line that the map stands behind, quotes included; JSON knows it. */
  readonly keyColumns?: ColumnSpan;
  readonly entries: ReadonlyMap<string, DataNode>;
  readonly line: number;
}

/** A JSON, TOML or YAML document, or a part of one, with lines. */
export type DataNode = ScalarNode | ListNode | MapNode;

const nothing: ReadonlyMap<string, DataNode> = new Map();
const noItems: readonly DataNode[] = [];

/** Finds what a path of keys leads to; `undefined` where a key is missing or its holder is no map. */
export function findNode(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  let current = node;
  for (const key of keys) {
    if (current?.kind !== "map") return undefined;
    current = current.entries.get(key);
  }
  return current;
}

/** Where a part of a document stands. */
export interface NodePlace {
  readonly line: number | undefined;
  readonly columns: ColumnSpan | undefined;
}

/** Gives where a part stands: the key of a map or a list, a text itself; the line alone where no more is known. */
export function placeOfNode(node: DataNode | undefined): NodePlace {
  return { line: node?.line, columns: node?.kind === "scalar" ? node.columns : node?.keyColumns };
}

/** Gives the entries of a map; none of anything else. */
export function entriesOf(node: DataNode | undefined): ReadonlyMap<string, DataNode> {
  return node?.kind === "map" ? node.entries : nothing;
}

/** Gives the items of a list; none of anything else. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === "list" ? node.items : noItems;
}

/** Finds the text that a path of keys leads to; `undefined` where there is none or something else. */
export function findText(node: DataNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = findNode(node, ...keys);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}

/** Finds a text or a number, which YAML writes alike (`version: 1.10`), as a text. */
export function findScalarText(node: DataNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = findNode(node, ...keys);
  if (found?.kind !== "scalar") return undefined;
  return typeof found.value === "string" || typeof found.value === "number" ? String(found.value) : undefined;
}

/** Says whether a path of keys leads to `true`. */
export function isTrue(node: DataNode | undefined, ...keys: readonly string[]): boolean {
  const found = findNode(node, ...keys);
  return found?.kind === "scalar" && found.value === true;
}

/** Names a node's kind for a message: `map`, `list`, `text`, `number`, `truth value` or `null`. */
export function kindOfNode(node: DataNode): string {
  if (node.kind !== "scalar") return node.kind;
  if (node.value === null) return "null";
  if (typeof node.value === "string") return "text";
  return typeof node.value === "number" ? "number" : "truth value";
}
