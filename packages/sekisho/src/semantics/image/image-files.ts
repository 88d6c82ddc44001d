import type { FileTree, TreeFile } from "../overlay/file-tree.ts";
import type { ImageContent } from "./image-content.ts";

const filesByTree = new WeakMap<FileTree, readonly TreeFile[]>();

/** Gives everything that a container sees, parents before children. Asked once for all checks. */
export function filesOf({ tree }: Pick<ImageContent, "tree">): readonly TreeFile[] {
  const known = filesByTree.get(tree);
  if (known !== undefined) return known;
  const files = [...tree.files()];
  filesByTree.set(tree, files);
  return files;
}

/** Gives the last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Gives the place of a file as evidence names it. */
export function placeOf({ path, place }: TreeFile): { readonly path: string; readonly layer: number } {
  return { path, layer: place.layer };
}

/**
 * Finds the packages of the distribution that files belong to: their names by path in the merged tree. Files of no
 * package are left out.
 */
export function findOwners(
  { inventory, tree }: Pick<ImageContent, "inventory" | "tree">,
  files: readonly Pick<TreeFile, "path">[],
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  if (files.length === 0) return owners;
  const wanted = new Set(files.map(({ path }) => path));
  const names = new Set(files.map(({ path }) => nameOf(path)));
  for (const { name, files: listed = [] } of inventory.packages) {
    for (const path of listed) {
      if (!names.has(nameOf(path))) continue;
      // Databases name files as packages contain them, /bin/su; the file lies where the links on the way lead.
      const found = wanted.has(path) ? path : tree.find(path)?.path;
      if (found !== undefined && wanted.has(found) && !owners.has(found)) owners.set(found, name);
    }
  }
  return owners;
}

/** Paths below which software of others lies as it was published: samples and tests there are nobody's own. */
const published =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|gems|vendor\/bundle|\.m2|\.cargo\/registry|pkg\/mod|usr\/share\/(?:doc|man|locale|perl\d?|python\d?|ca-certificates|zoneinfo))\//;

/** Tells whether a file is part of software that a package manager of a language brings, or of its documentation. */
export function isPublished(path: string): boolean {
  return published.test(path);
}
