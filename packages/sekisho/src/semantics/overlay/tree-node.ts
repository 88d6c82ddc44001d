import type { FileEntry } from "../../model/file-entry.ts";
import type { EntryPlace, TreeFile } from "./file-tree.ts";

/**
 * One name in a tree that is being merged. The tree's users get the same object: there are as many as files, and each check
 * asks for all of them.
 */
export interface TreeNode extends TreeFile {
  readonly name: string;
  /** `undefined` for the root. */
  readonly parent: TreeNode | undefined;
  entry: FileEntry;
  place: EntryPlace;
  content: EntryPlace | undefined;
  /** What the name stands for: of a hard link the entry that it is linked to. */
  inode: FileEntry;
  /** Of a directory; made when the first name comes. */
  children: Map<string, TreeNode> | undefined;
  /** The same, names in order of their code units; `undefined` until it is asked for, and when a name comes or goes. */
  sorted: readonly TreeNode[] | undefined;
}

/** An entry with its place. */
export interface PlacedEntry {
  readonly entry: FileEntry;
  readonly layer: number;
  readonly index: number;
}

/** Makes a name below a directory, in place of any other of that name. */
export function addNode(parent: TreeNode, name: string, placed: PlacedEntry): TreeNode {
  const { entry, layer, index } = placed;
  const path = childPath(parent, name, entry.path);
  const place = { layer, entry: index };
  const content = entry.type === "hardlink" ? undefined : place;
  const node: TreeNode = {
    name,
    path,
    parent,
    entry,
    place,
    content,
    inode: entry,
    children: undefined,
    sorted: undefined,
  };
  parent.children ??= new Map();
  parent.children.set(name, node);
  parent.sorted = undefined;
  return node;
}

/** Takes a name out of a directory. */
export function removeNode(parent: TreeNode, name: string): void {
  parent.children?.delete(name);
  parent.sorted = undefined;
}

/** Takes all names out of a directory. */
export function removeNodes(parent: TreeNode): void {
  parent.children = undefined;
  parent.sorted = undefined;
}

/** Gives a name another entry, which holds its own bytes. */
export function placeEntry(node: TreeNode, { entry, layer, index }: PlacedEntry): void {
  node.entry = entry;
  node.inode = entry;
  node.place = { layer, entry: index };
  node.content = node.place;
}

/** Makes a directory that no entry names, because something lies in it. */
export function addImpliedDirectory(parent: TreeNode, name: string, cause: PlacedEntry): TreeNode {
  const path = childPath(parent, name, "");
  const entry = impliedDirectory(path);
  return addNode(parent, name, { entry, layer: cause.layer, index: cause.index });
}

/** Makes the root of an empty tree. */
export function createRoot(): TreeNode {
  const entry = impliedDirectory("");
  return {
    name: "",
    path: "",
    parent: undefined,
    entry,
    place: { layer: 0, entry: 0 },
    content: undefined,
    inode: entry,
    children: undefined,
    sorted: undefined,
  };
}

/** Tells whether other names can lie below it. */
export function isDirectory(node: TreeNode): boolean {
  return node.inode.type === "directory";
}

/** Gives what lies in a directory, names in order of their code units. */
export function sortedChildren(node: TreeNode): readonly TreeNode[] {
  if (node.children === undefined) return [];
  node.sorted ??= [...node.children.values()].sort(byName);
  return node.sorted;
}

/** Gives a name and all below it, parents first, names in order of their code units. */
export function* walkNodes(start: TreeNode): Generator<TreeNode> {
  const pending = [start];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    const children = sortedChildren(node);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child !== undefined) pending.push(child);
    }
  }
}

/** Mode and owner that a missing directory gets when a layer is unpacked. */
function impliedDirectory(path: string): FileEntry {
  return { path, type: "directory", mode: 0o755, userId: 0, groupId: 0, size: 0, modifiedAt: 0 };
}

/** Takes the entry's own path where it is the same: one text instead of two. */
function childPath(parent: TreeNode, name: string, written: string): string {
  const path = parent.parent === undefined ? name : `${parent.path}/${name}`;
  return path === written ? written : path;
}

function byName(left: TreeNode, right: TreeNode): number {
  if (left.name === right.name) return 0;
  return left.name < right.name ? -1 : 1;
}
