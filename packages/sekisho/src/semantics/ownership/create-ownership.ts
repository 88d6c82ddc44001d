import type { DiversionFact, Fact } from "../../model/fact.ts";
import type { FoundPackage, PackageType } from "../../model/package.ts";
import type { FileTree } from "../overlay/file-tree.ts";

/** A package with the files that its database lists. */
export interface OwningPackage {
  readonly found: FoundPackage;
}

/** Finds the package of a distribution that a file belongs to: its index, or `undefined` when it belongs to none. */
export type FindOwner = (path: string) => number | undefined;

/** Types of packages whose files a package manager of the distribution looks after. */
const owningTypes: ReadonlySet<PackageType> = new Set(["alpm", "apk", "deb", "opkg", "rpm"]);

/**
 * Gives the function that says which package of the distribution a file belongs to.
 *
 * Databases name files as packages contain them, `/bin/sh`; the file lies where the links on the way lead,
 * `usr/bin/sh`. Both sides are looked up in the merged tree, so that either name finds the owner. Directories belong to
 * nobody. A file that was diverted belongs to its package under its new name, and the old name to the package that asked
 * for it. Of several packages that list one file the first one owns it.
 *
 * What is not in the tree takes no memory: one entry for each owned file that is there.
 */
export function createOwnership(
  tree: FileTree,
  packages: readonly OwningPackage[],
  facts: readonly { readonly fact: Fact }[],
): FindOwner {
  const diversions = diversionsByPath(facts);
  const owners = new Map<string, number>();
  const parents = new Map<string, string | undefined>();
  const locate = (path: string) => locatePath(tree, parents, path);
  for (const [index, { found }] of packages.entries()) {
    if (!owningTypes.has(found.type)) continue;
    for (const listed of found.files ?? []) {
      const path = locate(divertedPath(listed, found, diversions));
      if (path !== undefined && !owners.has(path)) owners.set(path, index);
    }
  }
  return (path) => {
    const direct = owners.get(path);
    if (direct !== undefined) return direct;
    const located = locate(path);
    return located === undefined ? undefined : owners.get(located);
  };
}

/**
 * Gives where a file lies in the merged tree, its name itself not followed; `undefined` for a directory and for what is
 * not there. Directories are resolved once each: many files share them.
 */
function locatePath(tree: FileTree, parents: Map<string, string | undefined>, path: string): string | undefined {
  const slash = path.lastIndexOf("/");
  const directory = slash === -1 ? "" : path.slice(0, slash);
  if (!parents.has(directory)) parents.set(directory, directory === "" ? "" : tree.resolve(directory)?.path);
  const parent = parents.get(directory);
  if (parent === undefined) return undefined;
  const name = path.slice(slash + 1);
  const file = tree.find(parent === "" ? name : `${parent}/${name}`);
  return file === undefined || file.entry.type === "directory" ? undefined : file.path;
}

function diversionsByPath(facts: readonly { readonly fact: Fact }[]): ReadonlyMap<string, DiversionFact> {
  return new Map(facts.flatMap(({ fact }) => (fact.kind === "diversion" ? [[fact.from, fact] as const] : [])));
}

function divertedPath(listed: string, found: FoundPackage, diversions: ReadonlyMap<string, DiversionFact>): string {
  const diversion = diversions.size === 0 || found.type !== "deb" ? undefined : diversions.get(listed);
  return diversion === undefined || diversion.packageName === found.name ? listed : diversion.to;
}
