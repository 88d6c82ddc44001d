import type { FileEntry } from "../../model/file-entry.ts";
import type { EntryPlace, TreeFile } from "./file-tree.ts";

/** One name in a tree that is being merged. */
export interface TreeNode {
  readonly name: string;
  /** From the root, no link on the way. */
  readonly path: string;
  /** `undefined` for the root. */
  readonly parent: TreeNode | undefined;
  entry: FileEntry;
  layer: number;
  /** Index of the entry in its layer. */
  index: number;
  /** What the name stands for: of a hard link the entry that it is linked to. */
  inode: FileEntry;
  content: EntryPlace | undefined;
  /** Of a directory; made when the first name comes. */
  children: Map<string, TreeNode> | undefined;
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
  const content = entry.type === "hardlink" ? undefined : { layer, entry: index };
  const node: TreeNode = { name, path, parent, entry, layer, index, inode: entry, content, children: undefined };
  parent.children ??= new Map();
  parent.children.set(name, node);
  return node;
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
    layer: 0,
    index: 0,
    inode: entry,
    content: undefined,
    children: undefined,
  };
}

/** Tells whether other names can lie below it. */
export function isDirectory(node: TreeNode): boolean {
  return node.inode.type === "directory";
}

/** Gives a name as the tree's users see it. */
export function toTreeFile(node: TreeNode): TreeFile {
  const { path, entry, content } = node;
  return { path, entry, place: { layer: node.layer, entry: node.index }, content };
}

/** Gives what lies in a directory, names in order of their code units. */
export function sortedChildren(node: TreeNode): TreeNode[] {
  return node.children === undefined ? [] : [...node.children.values()].sort(byName);
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
