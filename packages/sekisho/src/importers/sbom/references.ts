/** What the parts of a document refer to each other by. References may come before what they lead to. */
export class References {
  /** Number of each name that was heard of. */
  readonly #numbers = new Map<string, number>();
  /** Index of the package behind each number. */
  readonly #packages: (number | undefined)[] = [];
  /** Numbers in pairs: the one that needs, and what it needs. */
  readonly #edges: number[] = [];
  readonly #targets = new Set<number>();
  readonly #others = new Set<number>();
  #needs: ReadonlyMap<number, ReadonlySet<number>> | undefined;
  #names: readonly string[] = [];

  /** Says which package a name is. */
  define(name: string, index: number): void {
    this.#packages[this.#numberOf(name)] = index;
  }

  /** Says that a name is something else than a package, so that references to it are no mistake. */
  defineOther(name: string): void {
    this.#others.add(this.#numberOf(name));
  }

  /** Says that one part needs another. */
  addNeed(from: string, to: string): void {
    this.#edges.push(this.#numberOf(from), this.#numberOf(to));
  }

  /** Says that a name is what the document describes as a whole. */
  addTarget(name: string): void {
    this.#targets.add(this.#numberOf(name));
  }

  /**
   * Finds the package that is not part of the target but the target itself: the only one that is described, where there
   * are others beside it.
   */
  findTargets(packages: number): ReadonlySet<number> {
    const [only] = this.#targets;
    const index = only === undefined || this.#targets.size !== 1 ? undefined : this.#packages[only];
    return new Set(index === undefined || packages < 2 ? [] : [index]);
  }

  /** Gives the indexes of the packages that a package needs, each once, without itself. */
  neededBy(index: number): readonly number[] {
    this.#needs ??= this.#resolve();
    return [...(this.#needs.get(index) ?? [])];
  }

  /** Names that something needs and that nothing has. */
  get unknown(): readonly string[] {
    this.#needs ??= this.#resolve();
    return this.#names;
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#packages.length;
    this.#numbers.set(name, number);
    this.#packages.push(undefined);
    return number;
  }

  #resolve(): ReadonlyMap<number, ReadonlySet<number>> {
    const needs = new Map<number, Set<number>>();
    const lost = new Set<number>();
    for (let at = 0; at < this.#edges.length; at += 2) {
      const [from = -1, to = -1] = [this.#edges[at], this.#edges[at + 1]];
      const [user, used] = [this.#packages[from], this.#packages[to]];
      for (const [number, index] of [[from, user] as const, [to, used] as const]) {
        if (index === undefined && !this.#others.has(number) && !this.#targets.has(number)) lost.add(number);
      }
      if (user === undefined || used === undefined || user === used) continue;
      const known = needs.get(user);
      if (known === undefined) needs.set(user, new Set([used]));
      else known.add(used);
    }
    if (lost.size > 0) this.#names = [...this.#numbers].flatMap(([name, number]) => (lost.has(number) ? [name] : []));
    return needs;
  }
}
