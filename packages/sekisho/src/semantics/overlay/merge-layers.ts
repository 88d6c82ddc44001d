import type { FileEntry } from "../../model/file-entry.ts";
import { applyLayer, defaultTreeLimits, type GrowingTree, type TreeLimits } from "./apply-layer.ts";
import type { FileTree } from "./file-tree.ts";
import { createRoot, sortedChildren, walkNodes } from "./tree-node.ts";
import { walkPath } from "./walk-path.ts";

/** Merges layers, the lowest first, to the file system that a container sees. */
export function mergeLayers(
  layers: readonly (readonly FileEntry[])[],
  limits: TreeLimits = defaultTreeLimits,
): FileTree {
  const tree: GrowingTree = {
    root: createRoot(),
    hidden: [],
    diagnostics: [],
    limits,
    made: { names: 0, pathsLength: 0 },
  };
  for (const [layer, entries] of layers.entries()) applyLayer(tree, entries, layer);
  const { root, hidden, diagnostics } = tree;
  // Nobody has told of the root when only names below it are there.
  const isRootNamed = layers[root.place.layer]?.[root.place.entry] === root.entry;
  const look = (path: string, followsLast: boolean) => {
    const node = walkPath(root, path, { followsLast });
    return node === root && !isRootNamed ? undefined : node;
  };
  return {
    hidden,
    diagnostics,
    find: (path) => look(path, false),
    resolve: (path) => look(path, true),
    *files() {
      for (const node of walkNodes(root)) if (node !== root || isRootNamed) yield node;
    },
    *children(path) {
      const node = walkPath(root, path, { followsLast: true });
      if (node !== undefined) yield* sortedChildren(node);
    },
  };
}
