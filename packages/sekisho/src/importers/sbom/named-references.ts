import type { PackageCollector } from "./package-collector.ts";

/** What the parts of a document refer to each other by, where only mistakes count: what needs what is not kept. */
export class NamedReferences implements Pick<PackageCollector["references"], "addNeed" | "addTarget" | "defineOther"> {
  /** Place of the package that goes by each name; -1 for what is none. */
  readonly #places = new Map<string, number>();
  readonly #targets = new Set<string>();
  /** Names that were needed before they were heard of. */
  readonly #early = new Set<string>();

  /** Says which package goes by a name: the first one. */
  define(name: string, place: number): void {
    if ((this.#places.get(name) ?? -1) < 0) this.#places.set(name, place);
  }

  defineOther(name: string): void {
    if (!this.#places.has(name)) this.#places.set(name, -1);
  }

  addNeed(from: string, to: string): void {
    if (!this.#places.has(from)) this.#early.add(from);
    if (!this.#places.has(to)) this.#early.add(to);
  }

  addTarget(name: string): void {
    this.#targets.add(name);
  }

  /** Tells whether a name is what the document describes. */
  isTarget(name: string): boolean {
    return this.#targets.has(name);
  }

  /** Finds the package that is not part of the target but the target itself, where there are others beside it. */
  findTarget(packages: number): number | undefined {
    const [only] = this.#targets;
    const place = only === undefined || this.#targets.size !== 1 ? -1 : (this.#places.get(only) ?? -1);
    return place < 0 || packages < 2 ? undefined : place;
  }

  /** Gives the names that something needs and that nothing has. */
  findUnknown(): readonly string[] {
    return [...this.#early].filter((name) => !this.#places.has(name) && !this.#targets.has(name));
  }
}
