import type { Package } from "../../model/package.ts";

/**
 * Gives the ids of the packages that hang at the target itself: those that the project names, and where nobody said
 * which those are, the ones that no other package needs. The ids of all packages come along.
 */
export function findDirectPackages(packages: readonly Package[]): {
  readonly ids: ReadonlySet<string>;
  readonly direct: readonly string[];
} {
  const ids = new Set<string>();
  const needed = new Set<string>();
  for (const { id, dependsOn } of packages) {
    ids.add(id);
    for (const other of dependsOn) if (other !== id) needed.add(other);
  }
  const direct: string[] = [];
  for (const { id, isDirect } of packages) if (isDirect ?? !needed.has(id)) direct.push(id);
  return { ids, direct };
}

/** Gives what a package needs of the packages that are there, each once, without itself. */
export function presentDependencies({ id, dependsOn }: Package, ids: ReadonlySet<string>): readonly string[] {
  const present = dependsOn.filter((other) => other !== id && ids.has(other));
  return present.length < 2 ? present : [...new Set(present)];
}
