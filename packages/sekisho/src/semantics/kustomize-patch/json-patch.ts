import {
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  pointerPart,
} from "../kubernetes/manifest-value.ts";
import { appendedItems } from "../manifest-edit/apply-changes.ts";
import { type ChangeTree, grownValue } from "../manifest-edit/change-tree.ts";

/** Writes changes of an object as operations of a JSON patch, to be made in this order. Source: RFC 6902. */
export function toJsonPatch(content: ManifestMap, tree: ChangeTree): readonly ManifestMap[] {
  const operations: ManifestMap[] = [];
  write(operations, content, tree, "");
  return operations;
}

function write(operations: ManifestMap[], value: ManifestValue | undefined, tree: ChangeTree, path: string): void {
  if (tree.kind === "remove") {
    if (value !== undefined) operations.push({ op: "remove", path });
    return;
  }
  if (tree.kind === "set") {
    operations.push({ op: value === undefined ? "add" : "replace", path, value: tree.value });
    return;
  }
  if (isManifestList(value)) {
    // From the end, so that what is removed moves nothing that is still to change.
    for (const [index, item] of [...value.entries()].toReversed()) {
      const child = tree.children.get(String(index));
      if (child !== undefined) write(operations, item, child, `${path}/${index}`);
    }
    for (const item of appendedItems(tree, value.length))
      operations.push({ op: "add", path: `${path}/-`, value: item });
    return;
  }
  if (isManifestMap(value)) {
    for (const [key, child] of tree.children) write(operations, value[key], child, path + pointerPart(key));
    return;
  }
  const grown = grownValue(tree);
  if (grown !== undefined) operations.push({ op: value === undefined ? "add" : "replace", path, value: grown });
}
