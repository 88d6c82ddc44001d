import { emptyRecord, isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { type ChangeTree, grownValue } from "./change-tree.ts";

/** Gives the value that changes make of another; `undefined` when they remove it, or reach into a plain value. */
export function applyChanges(value: ManifestValue | undefined, tree: ChangeTree): ManifestValue | undefined {
  if (tree.kind === "set") return tree.value;
  if (tree.kind === "remove") return undefined;
  if (value === undefined || value === null) return grownValue(tree) ?? value;
  if (isManifestList(value)) return applyToList(value, tree);
  if (!isManifestMap(value)) return undefined;
  const changed = emptyRecord<ManifestValue>();
  for (const [key, held] of Object.entries(value)) {
    const child = tree.children.get(key);
    const made = child === undefined ? held : applyChanges(held, child);
    if (made !== undefined) changed[key] = made;
  }
  for (const [key, child] of tree.children) {
    const made = Object.hasOwn(value, key) ? undefined : grownValue(child);
    if (made !== undefined) changed[key] = made;
  }
  return changed;
}

function applyToList(
  list: readonly ManifestValue[],
  tree: Extract<ChangeTree, { kind: "inside" }>,
): readonly ManifestValue[] {
  const kept = list.flatMap((item, index) => {
    const child = tree.children.get(String(index));
    const made = child === undefined ? item : applyChanges(item, child);
    return made === undefined ? [] : [made];
  });
  return [...kept, ...appendedItems(tree, list.length)];
}

/** Gives the items that come behind the last one: those of indices from the list's length on, then those of `-`. */
export function appendedItems(tree: Extract<ChangeTree, { kind: "inside" }>, length: number): readonly ManifestValue[] {
  const numbered = [...tree.children].filter(([key]) => /^\d{1,9}$/.test(key) && Number(key) >= length);
  const inOrder = numbered.toSorted(([left], [right]) => Number(left) - Number(right));
  return [...inOrder.flatMap(([, child]) => grownValue(child) ?? []), ...tree.appended];
}
