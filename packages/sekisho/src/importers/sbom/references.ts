import { EdgeList } from "./edge-list.ts";

const nothing: readonly number[] = [];

/** What every package needs. */
interface ResolvedNeeds {
  /** By index of a package: where its part of `ends` starts; the next one's start is its end. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Numbers of names that nothing has. */
  readonly lost: ReadonlySet<number>;
}

/**
 * What the parts of a document refer to each other by, and the ids of its packages: mostly the same texts, so both are
 * in one table. References may come before what they lead to.
 */
export class References {
  /** Number of each name and id that was heard of. */
  readonly #numbers = new Map<string, number>();
  /** Index of the package that goes by the name of each number. */
  readonly #packages: (number | undefined)[] = [];
  /** Index of the package whose id is the name of each number. */
  readonly #identified: (number | undefined)[] = [];
  /** Numbers of names: the one that needs, and what it needs. */
  readonly #edges = new EdgeList();
  readonly #targets = new Set<number>();
  readonly #others = new Set<number>();
  #needs: ResolvedNeeds | undefined;

  /** Says which package has an id and goes by a name; gives the one that had the id before, where one had. */
  define(id: string, name: string, index: number): number {
    const number = this.#numberOf(id);
    const first = (this.#identified[number] ??= index);
    this.#packages[name === id ? number : this.#numberOf(name)] = first;
    return first;
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

  /** Tells whether a name is what the document describes. */
  isTarget(name: string): boolean {
    const number = this.#numbers.get(name);
    return number !== undefined && this.#targets.has(number);
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
    const { starts, ends } = this.#needs;
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? 0;
    if (start >= end) return nothing;
    if (end - start === 1) return [ends[start] ?? 0];
    return [...new Set(ends.subarray(start, end))];
  }

  /** Names that something needs and that nothing has. */
  get unknown(): readonly string[] {
    this.#needs ??= this.#resolve();
    const { lost } = this.#needs;
    return lost.size === 0 ? [] : [...this.#numbers].flatMap(([name, number]) => (lost.has(number) ? [name] : []));
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#packages.length;
    this.#numbers.set(name, number);
    this.#packages.push(undefined);
    this.#identified.push(undefined);
    return number;
  }

  /** Turns pairs of names into one list for each package: two numbers an edge, however many there are. */
  #resolve(): ResolvedNeeds {
    const count = this.#packages.reduce<number>((most, index) => Math.max(most, (index ?? -1) + 1), 0);
    const starts = new Uint32Array(count + 1);
    const lost = new Set<number>();
    this.#eachNeed((user) => {
      starts[user + 1] = (starts[user + 1] ?? 0) + 1;
    }, lost);
    for (let index = 0; index < count; index++) starts[index + 1] = (starts[index + 1] ?? 0) + (starts[index] ?? 0);
    const ends = new Uint32Array(starts[count] ?? 0);
    const next = starts.slice();
    this.#eachNeed((user, used) => {
      const at = next[user] ?? 0;
      ends[at] = used;
      next[user] = at + 1;
    }, lost);
    return { starts, ends, lost };
  }

  #eachNeed(take: (user: number, used: number) => void, lost: Set<number>): void {
    this.#edges.each((from, to) => {
      const user = this.#packageAt(from, lost);
      const used = this.#packageAt(to, lost);
      if (user !== undefined && used !== undefined && user !== used) take(user, used);
    });
  }

  #packageAt(number: number, lost: Set<number>): number | undefined {
    const index = this.#packages[number];
    if (index === undefined && !this.#others.has(number) && !this.#targets.has(number)) lost.add(number);
    return index;
  }
}
