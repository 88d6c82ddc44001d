import type { ManifestChange } from "../kubernetes/manifest-change.ts";
import {
  emptyRecord,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  pointerKeys,
} from "../kubernetes/manifest-value.ts";
import { equalValues } from "./equal-values.ts";

/**
 * What is to become of one value. Indices are those of the list as it is, so that several changes do not shift each other;
 * `appended` comes behind the last item.
 */
export type ChangeTree =
  | { readonly kind: "set"; readonly value: ManifestValue }
  | { readonly kind: "remove" }
  | {
      readonly kind: "inside";
      readonly children: ReadonlyMap<string, ChangeTree>;
      readonly appended: readonly ManifestValue[];
    };

/** Nothing is to change. */
export const unchanged: ChangeTree = { kind: "inside", children: new Map(), appended: [] };

/** Adds changes; `undefined` when they contradict what is already to change, or each other. */
export function addChanges(tree: ChangeTree, changes: readonly ManifestChange[], base = ""): ChangeTree | undefined {
  let grown: ChangeTree | undefined = tree;
  for (const change of changes) {
    if (grown === undefined) return undefined;
    const pointer = "set" in change ? change.set : change.remove;
    const wanted: ChangeTree = "set" in change ? { kind: "set", value: change.value } : { kind: "remove" };
    grown = addChange(grown, pointerKeys(base + pointer), wanted);
  }
  return grown;
}

function addChange(tree: ChangeTree | undefined, keys: readonly string[], wanted: ChangeTree): ChangeTree | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) {
    if (tree === undefined || isNothing(tree)) return wanted;
    const isSame =
      tree.kind === wanted.kind &&
      (tree.kind !== "set" || wanted.kind !== "set" || equalValues(tree.value, wanted.value));
    return isSame && tree.kind !== "inside" ? tree : undefined;
  }
  if (tree?.kind === "remove") return undefined;
  if (tree?.kind === "set") return setInside(tree.value, keys, wanted);
  const { children, appended } = tree ?? { children: new Map<string, ChangeTree>(), appended: [] };
  if (key === "-") {
    if (rest.length > 0 || wanted.kind !== "set") return undefined;
    const isThere = appended.some((value) => equalValues(value, wanted.value));
    return isThere ? tree : { kind: "inside", children, appended: [...appended, wanted.value] };
  }
  const child = addChange(children.get(key), rest, wanted);
  return child === undefined ? undefined : { kind: "inside", children: new Map(children).set(key, child), appended };
}

function isNothing(tree: ChangeTree): boolean {
  return tree.kind === "inside" && tree.children.size === 0 && tree.appended.length === 0;
}

/** Lets a second change reach into what a first one sets, as long as it contradicts nothing of it. */
function setInside(value: ManifestValue, keys: readonly string[], wanted: ChangeTree): ChangeTree | undefined {
  if (wanted.kind !== "set") return undefined;
  const grown = growValue(value, keys, wanted.value);
  return grown === undefined ? undefined : { kind: "set", value: grown };
}

function growValue(
  value: ManifestValue | undefined,
  keys: readonly string[],
  wanted: ManifestValue,
): ManifestValue | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return value === undefined || equalValues(value, wanted) ? wanted : undefined;
  if (value === undefined) return valueAt(keys, wanted);
  if (isManifestList(value)) {
    const isAppended = key === "-" || key === String(value.length);
    if (!isAppended || rest.length > 0) return undefined;
    return value.some((item) => equalValues(item, wanted)) ? value : [...value, wanted];
  }
  if (!isManifestMap(value)) return undefined;
  const child = growValue(value[key], rest, wanted);
  return child === undefined ? undefined : withKey(value, key, child);
}

function withKey(map: ManifestMap, key: string, value: ManifestValue): ManifestMap {
  return Object.assign(emptyRecord<ManifestValue>(), map, { [key]: value });
}

/** Gives a value below keys that are missing: `-` and `0` stand for a list, all others for a map. */
function valueAt(keys: readonly string[], value: ManifestValue): ManifestValue {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const held = valueAt(rest, value);
  return key === "-" || key === "0" ? [held] : withKey({}, key, held);
}

/** Gives what changes make where nothing is yet; `undefined` when they only remove. */
export function grownValue(tree: ChangeTree): ManifestValue | undefined {
  if (tree.kind === "set") return tree.value;
  if (tree.kind === "remove") return undefined;
  const grown: [string, ManifestValue][] = [];
  for (const [key, child] of tree.children) {
    const value = grownValue(child);
    if (value !== undefined) grown.push([key, value]);
  }
  const isList = tree.appended.length > 0 || (grown.length > 0 && grown.every(([key]) => /^\d{1,9}$/.test(key)));
  if (isList) return [...grown.map(([, value]) => value), ...tree.appended];
  if (grown.length === 0) return undefined;
  const map = emptyRecord<ManifestValue>();
  for (const [key, value] of grown) map[key] = value;
  return map;
}
