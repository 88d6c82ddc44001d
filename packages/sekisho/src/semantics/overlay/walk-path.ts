import { isDirectory, type TreeNode } from "./tree-node.ts";

/** Links that are followed for one path: what Linux follows. Source: path_resolution(7). */
export const maxLinks = 40;

/** What to do at the ends of the known tree. */
export interface PathWalk {
  readonly followsLast: boolean;
  /** Called for a name that is not there, or is no directory though more follows; gives what to go on with. */
  missing?(parent: TreeNode, name: string): TreeNode | undefined;
}

/**
 * Follows a path from the root: links in it, `.` and `..` as the kernel does in a container, so that nothing lies above
 * the root. `undefined` where it leads to nothing, or round in circles.
 */
export function walkPath(root: TreeNode, path: string, walk: PathWalk): TreeNode | undefined {
  let node = root;
  let rest = path;
  let at = 0;
  let links = 0;
  while (at < rest.length) {
    const slash = rest.indexOf("/", at);
    const end = slash === -1 ? rest.length : slash;
    const name = rest.slice(at, end);
    at = end + 1;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      node = node.parent ?? root;
      continue;
    }
    const isLast = at >= rest.length;
    let child = node.children?.get(name);
    const target = child?.inode.type === "symlink" ? child.inode.linkTarget : undefined;
    if (target !== undefined && (!isLast || walk.followsLast)) {
      links++;
      if (links > maxLinks) return undefined;
      if (target.startsWith("/")) node = root;
      rest = isLast ? target : `${target}/${rest.slice(at)}`;
      at = 0;
      continue;
    }
    const isPassable = child !== undefined && ((isLast && walk.missing === undefined) || isDirectory(child));
    if (!isPassable) child = walk.missing?.(node, name);
    if (child === undefined) return undefined;
    node = child;
  }
  return node;
}
