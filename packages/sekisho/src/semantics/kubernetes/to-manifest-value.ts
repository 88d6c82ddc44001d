import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import { emptyRecord, type ManifestValue } from "./manifest-value.ts";

/** Values of one document once its aliases are followed; more are refused: whoever walks them would not come back. */
export const maxExpandedValues = 5_000_000;

/** A node's value, and how many values it has in all. */
interface Converted {
  readonly value: ManifestValue;
  readonly count: number;
}

/**
 * Gives the plain value of a document; `undefined` when its aliases make more than `maxExpandedValues` values of it. What
 * an alias repeats is one value in several places, so memory does not grow with it.
 */
export function toManifestValue(root: YamlNode): ManifestValue | undefined {
  const shared = new Map<YamlNode, Converted>();
  const { value, count } = convert(root, shared);
  return count > maxExpandedValues ? undefined : value;
}

function convert(node: YamlNode, shared: Map<YamlNode, Converted>): Converted {
  if (node.kind === "scalar") return { value: node.value, count: 1 };
  const known = shared.get(node);
  if (known !== undefined) return known;
  const converted = node.kind === "list" ? convertList(node.items, shared) : convertMap(node, shared);
  shared.set(node, converted);
  return converted;
}

function convertList(items: readonly YamlNode[], shared: Map<YamlNode, Converted>): Converted {
  let count = 1;
  const value = items.map((item) => {
    const converted = convert(item, shared);
    count += converted.count;
    return converted.value;
  });
  return { value, count };
}

function convertMap(node: Extract<YamlNode, { kind: "map" }>, shared: Map<YamlNode, Converted>): Converted {
  let count = 1;
  const value = emptyRecord<ManifestValue>();
  for (const entry of node.entries) {
    const converted = convert(entry.value, shared);
    count += converted.count;
    value[entry.key] = converted.value;
  }
  return { value, count };
}
