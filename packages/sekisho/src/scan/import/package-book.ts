import type { ListedPackage } from "../../model/report.ts";
import { ValueSpool } from "./value-spool.ts";

/** The packages of one target. */
export interface TargetPackages {
  /** Package URLs that were listed. */
  readonly known: Set<string>;
  /** Where each of them is kept, in the order of the documents. */
  readonly at: number[];
  /** How many entries each part had, by its number. */
  readonly told: Map<number, number>;
}

/** Gives what is kept for a target of which no package was listed yet. */
export function noPackages(): TargetPackages {
  return { known: new Set(), at: [], told: new Map() };
}

/** Keeps the packages that documents list, of each target each once; many of them in a file. */
export class PackageBook {
  readonly #spool = new ValueSpool(isListed);

  /** Takes a package that a part of a document lists. The first entry of a package counts. */
  add(target: TargetPackages, listed: ListedPackage, part: number): void {
    target.told.set(part, (target.told.get(part) ?? 0) + 1);
    const before = target.known.size;
    if (target.known.add(listed.purl).size > before) target.at.push(this.#spool.add(listed));
  }

  /** Gives the packages of a target; each time from the start. */
  *packagesOf({ at }: TargetPackages): Generator<ListedPackage> {
    for (const index of at) yield this.#spool.get(index);
  }

  /** Deletes what was kept. */
  close(): void {
    this.#spool.close();
  }
}

/** What was written here is read here. */
function isListed(value: unknown): value is ListedPackage {
  return typeof value === "object" && value !== null && "purl" in value && "licenses" in value;
}
