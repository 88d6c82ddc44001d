import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import { exactList } from "../../model/exact-list.ts";
import { emptyRecord, type ManifestValue } from "./manifest-value.ts";

/** Values of one document once its aliases are followed; more are refused: whoever walks them would not come back. */
export const maxExpandedValues = 5_000_000;

/** What is known while a document is converted. */
interface Conversion {
  /** Values so far, with those that aliases repeat. */
  count: number;
  /** Lists and maps that an alias may repeat, each with its number of values; `undefined` where there are no aliases. */
  readonly shared: Map<YamlNode, { readonly value: ManifestValue; readonly count: number }> | undefined;
}

/**
 * Gives the plain value of a document; `undefined` when its aliases make more than `maxExpandedValues` values of it. What
 * an alias repeats is one value in several places, so memory does not grow with it.
 *
 * @param mayHaveAliases Whether a node may stand in several places; documents say whether one does.
 */
export function toManifestValue(root: YamlNode, mayHaveAliases = true): ManifestValue | undefined {
  const conversion: Conversion = { count: 0, shared: mayHaveAliases ? new Map() : undefined };
  const value = convert(root, conversion);
  const isExpanded = conversion.shared !== undefined && conversion.count > maxExpandedValues;
  return isExpanded ? undefined : value;
}

function convert(node: YamlNode, conversion: Conversion): ManifestValue {
  if (node.kind === "scalar") {
    conversion.count += 1;
    return node.value;
  }
  const { shared } = conversion;
  const known = shared?.get(node);
  if (known !== undefined) {
    conversion.count += known.count;
    return known.value;
  }
  const before = conversion.count;
  conversion.count += 1;
  const value = node.kind === "list" ? convertList(node.items, conversion) : convertMap(node, conversion);
  shared?.set(node, { value, count: conversion.count - before });
  return value;
}

function convertList(items: Iterable<YamlNode>, conversion: Conversion): ManifestValue {
  const values: ManifestValue[] = [];
  for (const item of items) values.push(convert(item, conversion));
  return exactList(values);
}

function convertMap({ entries }: Extract<YamlNode, { kind: "map" }>, conversion: Conversion): ManifestValue {
  const value = emptyRecord<ManifestValue>();
  for (const entry of entries) value[entry.key] = convert(entry.value, conversion);
  return value;
}
