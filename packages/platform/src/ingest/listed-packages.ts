import type { Inventory, Package } from "sekisho";

/** Packages that are let go at once. */
const packagesOfPart = 5000;

/** Packages of an SBOM, until nobody needs them any more: of a large one they are most of what an import keeps. */
export class ListedPackages {
  /** Index of the report among the heads of its document. */
  readonly report: number;
  /** Who lists them: the tool with `/sbom` behind it. */
  readonly source: string;
  #inventory: Inventory | undefined;

  constructor(report: number, source: string, inventory: Inventory) {
    this.report = report;
    this.source = source;
    this.#inventory = inventory;
  }

  /** What was read of the SBOM; `undefined` once its packages were taken. */
  get inventory(): Inventory | undefined {
    return this.#inventory;
  }

  /** Gives the packages and lets go of each part that was given: whoever asks again gets none. */
  *take(): Generator<Package> {
    const rest = this.#inventory?.packages.slice() ?? [];
    this.#inventory = undefined;
    while (rest.length > 0) yield* rest.splice(0, packagesOfPart);
  }
}
