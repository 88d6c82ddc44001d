import type { Inventory, NamedPackage } from "sekisho";

/** What is known of the packages that a report lists. */
export interface PackageList {
  readonly packages: () => Iterable<NamedPackage>;
  /** Reads everything that the document says of them: of a large one it takes ten times the memory of their names. */
  readonly readInventory: () => Promise<Inventory>;
}

/** Packages that a report lists, until nobody needs them any more. */
export class ListedPackages {
  /** Index of the report among the heads of its document. */
  readonly report: number;
  /** Who lists them: the tool with `/sbom` behind it. */
  readonly source: string;
  #list: PackageList | undefined;

  constructor(report: number, source: string, list: PackageList) {
    this.report = report;
    this.source = source;
    this.#list = list;
  }

  /** Gives everything that is known of the packages; `undefined` once they were taken. */
  async readInventory(): Promise<Inventory | undefined> {
    return await this.#list?.readInventory();
  }

  /** Gives the packages and keeps none: whoever asks again gets none. */
  *take(): Generator<NamedPackage> {
    const list = this.#list;
    this.#list = undefined;
    if (list !== undefined) yield* list.packages();
  }
}
