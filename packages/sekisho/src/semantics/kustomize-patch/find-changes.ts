import { isManifestList, isManifestMap, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import type { ChangeTree } from "../manifest-edit/change-tree.ts";
import { equalValues } from "../manifest-edit/equal-values.ts";

/** Gives the changes that make one value of another; `undefined` when they are equal. */
export function findChanges(before: ManifestValue, after: ManifestValue): ChangeTree | undefined {
  if (equalValues(before, after)) return undefined;
  if (isManifestMap(before) && isManifestMap(after)) return findMapChanges(before, after);
  if (isManifestList(before) && isManifestList(after)) return findListChanges(before, after);
  return { kind: "set", value: after };
}

function findMapChanges(before: ManifestMap, after: ManifestMap): ChangeTree {
  const children = new Map<string, ChangeTree>();
  for (const [key, value] of Object.entries(before)) {
    const now = after[key];
    const change = now === undefined ? ({ kind: "remove" } as const) : findChanges(value, now);
    if (change !== undefined) children.set(key, change);
  }
  for (const [key, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, key)) children.set(key, { kind: "set", value });
  }
  return { kind: "inside", children, appended: [] };
}

/** Items are taken for the same by their place, or where some are gone, by what they are. */
function findListChanges(before: readonly ManifestValue[], after: readonly ManifestValue[]): ChangeTree {
  const children = new Map<string, ChangeTree>();
  if (after.length >= before.length) {
    for (const [index, value] of before.entries()) {
      const change = findChanges(value, after[index] ?? null);
      if (change !== undefined) children.set(String(index), change);
    }
    return { kind: "inside", children, appended: after.slice(before.length) };
  }
  let next = 0;
  for (const [index, value] of before.entries()) {
    if (next < after.length && equalValues(value, after[next])) next += 1;
    else children.set(String(index), { kind: "remove" });
  }
  return next === after.length ? { kind: "inside", children, appended: [] } : { kind: "set", value: after };
}
