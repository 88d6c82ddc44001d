import type { Package } from "../../model/package.ts";

/** Who brings a package in. */
export interface Introduction {
  /** The project names it itself, or nothing else does. */
  readonly isDirect: boolean;
  /** Names of the packages that the project names itself and that bring it, sorted; empty when it is direct. */
  readonly by: readonly string[];
}

/** Answers which packages need a package; the graph is turned round when it is first asked. */
export class DependentIndex {
  readonly #packages: readonly Package[];
  #dependents: ReadonlyMap<string, readonly Package[]> | undefined;

  constructor(packages: readonly Package[]) {
    this.#packages = packages;
  }

  /** Gives the packages that need one, by its id. */
  dependentsOf(id: string): readonly Package[] {
    this.#dependents ??= turnRound(this.#packages);
    return this.#dependents.get(id) ?? [];
  }

  /** Finds out who brings packages in: of one name, in whatever versions. Cycles end where they began. */
  introductionOf(packages: readonly Package[]): Introduction {
    if (packages.some((found) => this.#isNamed(found))) return { isDirect: true, by: [] };
    const seen = new Set(packages.map(({ id }) => id));
    const waiting = [...packages];
    const direct = new Set<string>();
    const roots = new Set<string>();
    for (let found = waiting.pop(); found !== undefined; found = waiting.pop()) {
      const dependents = this.dependentsOf(found.id);
      const isNamed = this.#isNamed(found);
      if (isNamed) direct.add(displayName(found));
      else if (dependents.length === 0 && !packages.includes(found)) roots.add(displayName(found));
      for (const dependent of isNamed ? [] : dependents) {
        if (seen.has(dependent.id)) continue;
        seen.add(dependent.id);
        waiting.push(dependent);
      }
    }
    const by = [...(direct.size > 0 ? direct : roots)].toSorted();
    return { isDirect: by.length === 0 && packages.every(({ isDirect }) => isDirect === undefined), by };
  }

  /** Tells whether a project names a package: its lock file says so, or the project itself was found beside it. */
  #isNamed(found: Package): boolean {
    return found.isDirect === true || this.dependentsOf(found.id).some(isProject);
  }

  /**
   * Gives packages together with everything that nothing but they need. What a project names itself stays, and so does
   * what needs itself in a circle that something outside reaches.
   */
  closureOf(packages: readonly Package[]): ReadonlySet<Package> {
    const byId = new Map(this.#packages.map((found) => [found.id, found]));
    const gone = new Set(packages);
    const waiting = [...packages];
    for (let found = waiting.pop(); found !== undefined; found = waiting.pop()) {
      for (const id of found.dependsOn) {
        const needed = byId.get(id);
        if (needed === undefined || gone.has(needed) || needed.isDirect === true) continue;
        if (!this.dependentsOf(id).every((dependent) => gone.has(dependent) || dependent === needed)) continue;
        gone.add(needed);
        waiting.push(needed);
      }
    }
    return gone;
  }
}

/** A package.json that no package manager put there is a project's own. */
function isProject({ type, locations }: Package): boolean {
  return (
    type === "npm" &&
    locations.every(({ path }) => path.endsWith("package.json") && !`/${path}`.includes("/node_modules/"))
  );
}

/** Gives a package's name as its ecosystem writes it: with scope, group or vendor. */
export function displayName({ type, namespace, name }: Package): string {
  if (namespace === undefined || namespace === "" || type === "apk" || type === "deb" || type === "rpm") return name;
  return type === "maven" ? `${namespace}:${name}` : `${namespace}/${name}`;
}

function turnRound(packages: readonly Package[]): ReadonlyMap<string, readonly Package[]> {
  const dependents = new Map<string, Package[]>();
  for (const found of packages) {
    for (const id of found.dependsOn) {
      const known = dependents.get(id);
      if (known === undefined) dependents.set(id, [found]);
      else known.push(found);
    }
  }
  return dependents;
}
