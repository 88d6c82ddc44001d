import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { quote } from "../../model/quote.ts";
import type { HiddenFile } from "./file-tree.ts";
import {
  addImpliedDirectory,
  addNode,
  isDirectory,
  type PlacedEntry,
  placeEntry,
  removeNode,
  removeNodes,
  type TreeNode,
  walkNodes,
} from "./tree-node.ts";
import { maxLinks, walkPath } from "./walk-path.ts";

/** A tree with some layers in it. */
export interface GrowingTree {
  readonly root: TreeNode;
  readonly hidden: HiddenFile[];
  readonly diagnostics: Diagnostic[];
  readonly limits: TreeLimits;
  /** What was made so far, for the limits. */
  readonly made: { names: number; pathsLength: number };
}

/** How far a tree may grow: one path names hundreds of directories that no entry stands for. */
export interface TreeLimits {
  readonly maxNames: number;
  /** Characters of the paths of all names together. */
  readonly maxPathsLength: number;
}

/** Limits far above every working image. */
export const defaultTreeLimits: TreeLimits = { maxNames: 2_097_152, maxPathsLength: 134_217_728 };

const whiteoutPrefix = ".wh.";
const opaqueMarker = ".wh..wh..opq";
/** Names that aufs keeps for itself; they are in no file system. */
const metadataPrefix = ".wh..wh.";
/** Units of a path in the merged tree: Linux takes no longer one. */
const maxPathLength = 4096;
const maxDiagnostics = 100;

/**
 * Puts a layer over those below it, as unpacking it does: deletions first, which are of lower layers alone wherever they
 * stand, then entries in their order. Source: OCI image-spec 1.1, layer.md, "Applying Changesets".
 */
export function applyLayer(tree: GrowingTree, entries: readonly FileEntry[], layer: number): void {
  new LayerApplication(tree, layer).apply(entries);
}

class LayerApplication {
  private readonly tree: GrowingTree;
  private readonly layer: number;
  /** The directory of the entry before: archives list a directory's files together. */
  private lastDirectory: { readonly path: string; readonly node: TreeNode } | undefined;
  /** Hard links whose target has not come yet. */
  private readonly open = new Map<TreeNode, string>();
  /** What hard links lead to in the lower layers, for those whose target is deleted by this layer. */
  private readonly lowerTargets = new Map<string, TreeNode>();

  constructor(tree: GrowingTree, layer: number) {
    this.tree = tree;
    this.layer = layer;
  }

  apply(entries: readonly FileEntry[]): void {
    const whiteouts = entries.filter((entry) => isWhiteout(entry.path));
    if (whiteouts.length > 0) this.rememberTargets(entries);
    for (const whiteout of whiteouts) this.applyWhiteout(whiteout.path);
    for (const [index, entry] of entries.entries()) {
      if (whiteouts.length === 0 || !isWhiteout(entry.path)) this.add({ entry, layer: this.layer, index });
    }
    for (const node of this.open.keys()) this.closeLink(node);
  }

  private rememberTargets(entries: readonly FileEntry[]): void {
    for (const { type, linkTarget } of entries) {
      if (type !== "hardlink" || linkTarget === undefined) continue;
      const target = walkPath(this.tree.root, linkTarget, { followsLast: false });
      if (target !== undefined) this.lowerTargets.set(linkTarget, target);
    }
  }

  private applyWhiteout(path: string): void {
    const name = baseOf(path);
    const parent = walkPath(this.tree.root, directoryOf(path), { followsLast: true });
    if (parent === undefined) return;
    if (name === opaqueMarker) {
      for (const child of parent.children?.values() ?? []) this.hide(child, "deleted");
      removeNodes(parent);
    } else if (!name.startsWith(metadataPrefix)) {
      const child = parent.children?.get(name.slice(whiteoutPrefix.length));
      if (child === undefined) return;
      this.hide(child, "deleted");
      removeNode(parent, child.name);
    }
  }

  private add(placed: PlacedEntry): void {
    const { entry } = placed;
    if (entry.path === "") {
      if (entry.type === "directory") placeEntry(this.tree.root, placed);
      return;
    }
    const parent = this.directoryFor(placed);
    if (parent === undefined) return;
    const name = baseOf(entry.path);
    if (parent.path.length + name.length >= maxPathLength) {
      this.report(tooDeep(entry.path));
      return;
    }
    const before = parent.children?.get(name);
    if (before !== undefined && entry.type === "directory" && isDirectory(before)) {
      placeEntry(before, placed);
      return;
    }
    // Looked up before the old name goes: a link may lead to itself.
    const target = entry.type === "hardlink" ? this.findTarget(entry.linkTarget ?? "") : undefined;
    if (!this.mayGrow(parent, name)) return;
    if (before !== undefined) this.hide(before, "replaced");
    const node = addNode(parent, name, placed);
    if (entry.type !== "hardlink") return;
    if (target === undefined) this.open.set(node, entry.linkTarget ?? "");
    else takeContent(node, target);
  }

  /** Gives the directory that an entry lies in; what is missing on the way is made, as unpacking does. */
  private directoryFor(cause: PlacedEntry): TreeNode | undefined {
    const path = directoryOf(cause.entry.path);
    if (this.lastDirectory?.path === path) return this.lastDirectory.node;
    const node = walkPath(this.tree.root, path, {
      followsLast: true,
      missing: (parent, name) => {
        if (parent.path.length + name.length >= maxPathLength || !this.mayGrow(parent, name)) return undefined;
        const before = parent.children?.get(name);
        if (before !== undefined) this.hide(before, "replaced");
        return addImpliedDirectory(parent, name, cause);
      },
    });
    if (node !== undefined) this.lastDirectory = { path, node };
    else if (!this.isFull()) this.report(unreachable(cause.entry.path));
    return node;
  }

  /** Counts a name that is about to be made; false when there is no room for it, which is said once. */
  private mayGrow(parent: TreeNode, name: string): boolean {
    const { made, limits, diagnostics } = this.tree;
    if (this.isFull()) return false;
    made.names++;
    made.pathsLength += parent.path.length + name.length;
    if (!this.isFull()) return true;
    diagnostics.push(treeTooLarge(limits));
    return false;
  }

  private isFull(): boolean {
    const { made, limits } = this.tree;
    return made.names > limits.maxNames || made.pathsLength > limits.maxPathsLength;
  }

  private findTarget(path: string): TreeNode | undefined {
    const target = walkPath(this.tree.root, path, { followsLast: false });
    // One that waits for its own target has nothing to give yet.
    return target === undefined || this.open.has(target) ? undefined : target;
  }

  /** Gives a link, and those on the way to its target that wait as well, what stands at the end of the way. */
  private closeLink(start: TreeNode): void {
    const chain: TreeNode[] = [];
    let end: TreeNode | undefined = start;
    while (end !== undefined) {
      const path = this.open.get(end);
      if (path === undefined) break;
      this.open.delete(end);
      chain.push(end);
      end = walkPath(this.tree.root, path, { followsLast: false }) ?? this.lowerTargets.get(path);
    }
    if (end === undefined) return;
    for (const node of chain) takeContent(node, end);
  }

  private hide(node: TreeNode, how: HiddenFile["how"]): void {
    this.lastDirectory = undefined;
    for (const lost of walkNodes(node)) {
      if (lost.entry.type !== "directory") this.tree.hidden.push({ file: lost, by: this.layer, how });
    }
  }

  private report(diagnostic: Diagnostic): void {
    if (this.tree.diagnostics.length < maxDiagnostics) this.tree.diagnostics.push(diagnostic);
  }
}

function takeContent(node: TreeNode, target: TreeNode): void {
  // No file system links directories.
  if (isDirectory(target)) return;
  node.inode = target.inode;
  node.content = target.content;
}

function isWhiteout(path: string): boolean {
  return path.startsWith(whiteoutPrefix, path.lastIndexOf("/") + 1) || path.startsWith(metadataPrefix);
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function unreachable(path: string): Diagnostic {
  return {
    code: "image/unreachable-entry",
    level: "error",
    message: {
      en: `The links on the way to ${quote(path)} lead round in circles, or through more than ${maxLinks} links. The entry has no place in the file system.`,
      ja: `${quote(path)} までの経路のリンクが循環しているか、${maxLinks} 個を超えています。このエントリはファイルシステムに配置できません。`,
    },
    location: { path },
  };
}

function tooDeep(path: string): Diagnostic {
  return {
    code: "image/path-too-long",
    level: "error",
    message: {
      en: `The path of ${quote(path)} in the merged file system has more than ${maxPathLength} characters. The entry has no place in it.`,
      ja: `統合後のファイルシステムでの ${quote(path)} のパスが ${maxPathLength} 文字を超えています。このエントリは配置できません。`,
    },
    location: { path },
  };
}

function treeTooLarge({ maxNames, maxPathsLength }: TreeLimits): Diagnostic {
  return {
    code: "image/tree-too-large",
    level: "error",
    message: {
      en: `The merged file system has more than ${maxNames} names (maxNames), or more than ${maxPathsLength} characters in all paths together (maxPathsLength). The entries behind have no place in it.`,
      ja: `統合後のファイルシステムが、名前の数の上限 ${maxNames} 件（maxNames）またはパスの合計 ${maxPathsLength} 文字（maxPathsLength）を超えています。それより後のエントリは配置できません。`,
    },
  };
}
