import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { LocatedValue } from "../kubernetes/locate.ts";

/** What the items of a list are known by, where it is not their order. Source: merge keys of the Kubernetes API. */
const itemNames = ["name", "mountPath", "containerPort", "port", "ip", "key", "topologyKey"] as const;

/**
 * Follows the keys of one document through another one of the same shape. Items of lists are told by their names, as
 * strategic merges tell them: their order may differ.
 */
export function followKeys(root: YamlNode, keys: readonly string[], other: YamlNode): LocatedValue {
  let known: YamlNode | undefined = root;
  let node = other;
  let keyRange: OffsetRange | undefined;
  for (const [index, key] of keys.entries()) {
    const step = stepInto(node, key, known);
    if (step === undefined) return { node, keyRange, missing: keys.slice(index) };
    known = known === undefined ? undefined : stepInto(known, key, known)?.node;
    ({ node, keyRange } = step);
  }
  return { node, keyRange, missing: [] };
}

function stepInto(
  node: YamlNode,
  key: string,
  known: YamlNode | undefined,
): { readonly node: YamlNode; readonly keyRange: OffsetRange | undefined } | undefined {
  if (node.kind === "scalar") return undefined;
  if (node.kind === "list") {
    const asked = known?.kind === "list" ? [...known.items][Number(key)] : undefined;
    const item =
      node === known || asked === undefined ? [...node.items][Number(key)] : findItem([...node.items], asked, key);
    return item === undefined ? undefined : { node: item, keyRange: undefined };
  }
  const entry = node.entries.find((candidate) => candidate.key === key);
  return entry === undefined ? undefined : { node: entry.value, keyRange: entry.isMerged ? undefined : entry.keyRange };
}

function findItem(items: readonly YamlNode[], asked: YamlNode, key: string): YamlNode | undefined {
  if (asked.kind === "scalar") return items.find((item) => item.kind === "scalar" && item.value === asked.value);
  for (const name of itemNames) {
    const value = plainAt(asked, name);
    if (value !== undefined) return items.find((item) => plainAt(item, name) === value);
  }
  return items[Number(key)];
}

function plainAt(node: YamlNode, name: string): string | number | boolean | undefined {
  const value = node.kind === "map" ? node.entries.find(({ key }) => key === name)?.value : undefined;
  return value?.kind === "scalar" && value.value !== null ? value.value : undefined;
}
