import type { Package } from "../../model/package.ts";

/**
 * Gives the ids of the packages that hang at the target itself: those that the project names, and where nobody said
 * which those are, the ones that no other package needs. The ids of all packages come along.
 */
export function findDirectPackages(packages: readonly Package[]): {
  readonly ids: PackageIds;
  readonly direct: readonly string[];
} {
  // Whether another package needs it.
  const ids = new Map<string, boolean>();
  for (const { id } of packages) ids.set(id, false);
  for (const { id, dependsOn } of packages) {
    for (const other of dependsOn) if (other !== id && ids.get(other) === false) ids.set(other, true);
  }
  const direct: string[] = [];
  for (const { id, isDirect } of packages) if (isDirect ?? ids.get(id) !== true) direct.push(id);
  return { ids, direct };
}

/** Tells which packages are there. */
export type PackageIds = Pick<ReadonlySet<string>, "has">;

/** Gives what a package needs of the packages that are there, each once, without itself. */
export function presentDependencies({ id, dependsOn }: Package, ids: PackageIds): readonly string[] {
  if (dependsOn.length === 0) return dependsOn;
  const present = dependsOn.filter((other) => other !== id && ids.has(other));
  return present.length < 2 ? present : [...new Set(present)];
}
