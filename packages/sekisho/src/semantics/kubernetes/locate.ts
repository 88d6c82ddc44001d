import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { pointerKeys } from "./manifest-value.ts";

/** Where a pointer leads in a text. */
export interface LocatedValue {
  /** The value, or the deepest part of the way to it that is there. */
  readonly node: YamlNode;
  /** The key that it stands behind; `undefined` for items of lists and the root. */
  readonly keyRange: OffsetRange | undefined;
  /** The keys that are missing below the node; empty when the pointer leads to a value. */
  readonly missing: readonly string[];
}

/** Finds what a JSON pointer leads to, or what is nearest to it. */
export function locate(root: YamlNode, pointer: string): LocatedValue {
  let node = root;
  let keyRange: OffsetRange | undefined;
  const keys = pointerKeys(pointer);
  for (const [index, key] of keys.entries()) {
    const step = stepInto(node, key);
    if (step === undefined) return { node, keyRange, missing: keys.slice(index) };
    ({ node, keyRange } = step);
  }
  return { node, keyRange, missing: [] };
}

function stepInto(
  node: YamlNode,
  key: string,
): { readonly node: YamlNode; readonly keyRange: OffsetRange | undefined } | undefined {
  if (node.kind === "list") {
    const item = /^(?:0|[1-9]\d{0,9})$/.test(key) ? node.items.at(Number(key)) : undefined;
    return item === undefined ? undefined : { node: item, keyRange: undefined };
  }
  if (node.kind === "scalar") return undefined;
  const entry = node.entries.find((candidate) => candidate.key === key);
  return entry === undefined ? undefined : { node: entry.value, keyRange: entry.isMerged ? undefined : entry.keyRange };
}

/**
 * Gives the words to underline for a pointer: key and value of a short field, the key of a long one; of an object without
 * the field its name, of anything else without it the line that it begins with.
 */
export function rangeToShow(text: string, root: YamlNode, pointer: string): OffsetRange {
  return rangeOfLocated(text, locate(root, pointer));
}

/** Gives the words to underline for what was found of a pointer. */
export function rangeOfLocated(text: string, { node, keyRange, missing }: LocatedValue): OffsetRange {
  if (missing.length > 0 && node.kind === "map") return rangeOfMap(text, node, keyRange);
  if (keyRange === undefined) return onFirstLine(text, node);
  if (node.start < keyRange.start) return keyRange;
  const isOnLine = !text.slice(keyRange.start, node.end).includes("\n");
  return isOnLine ? { start: keyRange.start, end: Math.max(node.end, keyRange.end) } : keyRange;
}

/** Gives the whole value that a pointer leads to, for hiding it; what is shown of the pointer where there is none. */
export function rangeOfValue(text: string, root: YamlNode, pointer: string): OffsetRange {
  const located = locate(root, pointer);
  return located.missing.length > 0
    ? rangeOfLocated(text, located)
    : { start: located.node.start, end: located.node.end };
}

/** Shows a map by the entry that names it, if it has one. */
function rangeOfMap(
  text: string,
  node: Extract<YamlNode, { kind: "map" }>,
  keyRange: OffsetRange | undefined,
): OffsetRange {
  const names = findEntry(node, "metadata")?.value ?? node;
  const name = names.kind === "map" ? findEntry(names, "name") : undefined;
  if (keyRange !== undefined && name === undefined) return keyRange;
  if (name === undefined || name.isMerged) return keyRange ?? onFirstLine(text, node);
  return { start: name.keyRange.start, end: Math.max(name.value.end, name.keyRange.end) };
}

function findEntry(node: Extract<YamlNode, { kind: "map" }>, key: string) {
  return node.entries.find((entry) => entry.key === key);
}

function onFirstLine(text: string, { start, end }: OffsetRange): OffsetRange {
  // No further: a whole cluster may stand on one line.
  const length = text.slice(start, end).indexOf("\n");
  return { start, end: length === -1 ? end : start + length };
}
