import type { Package } from "../../model/package.ts";

/**
 * Tells whether a package is there because of another one alone: it is needed by it, directly or through others, and
 * nothing else leads to it. What a statement says of a part of a product holds only there.
 */
export function isOnlyWithin(part: Package, whole: Package, packages: readonly Package[]): boolean {
  if (part.id === whole.id) return false;
  const dependents = dependentsOf(packages);
  const seen = new Set([part.id]);
  const waiting = [part];
  let isReached = false;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const above = (dependents.get(next.id) ?? []).filter(({ id }) => id !== next?.id);
    // Whoever is named by the project, or needed by nobody, came for its own sake.
    if (next.isDirect === true || above.length === 0) return false;
    for (const dependent of above) {
      if (dependent.id === whole.id) isReached = true;
      else if (!seen.has(dependent.id)) {
        seen.add(dependent.id);
        waiting.push(dependent);
      }
    }
  }
  return isReached;
}

const known = new WeakMap<readonly Package[], ReadonlyMap<string, readonly Package[]>>();

/** Gives who needs each package; asked many times for the same target. */
function dependentsOf(packages: readonly Package[]): ReadonlyMap<string, readonly Package[]> {
  const found = known.get(packages);
  if (found !== undefined) return found;
  const dependents = new Map<string, Package[]>();
  for (const dependent of packages) {
    for (const id of dependent.dependsOn) {
      const others = dependents.get(id);
      if (others === undefined) dependents.set(id, [dependent]);
      else others.push(dependent);
    }
  }
  known.set(packages, dependents);
  return dependents;
}
