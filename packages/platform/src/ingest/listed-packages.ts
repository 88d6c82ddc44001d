import type { Inventory, Package } from "sekisho";

/** Packages of an SBOM, until nobody needs them any more: of a large one they are most of what an import keeps. */
export class ListedPackages {
  /** Who lists them: the tool with `/sbom` behind it. */
  readonly source: string;
  #inventory: Inventory | undefined;

  constructor(source: string, inventory: Inventory) {
    this.source = source;
    this.#inventory = inventory;
  }

  /** What was read of the SBOM; `undefined` once it was forgotten. */
  get inventory(): Inventory | undefined {
    return this.#inventory;
  }

  /** None once they were forgotten. */
  get packages(): readonly Package[] {
    return this.#inventory?.packages ?? [];
  }

  /** Lets them go. */
  forget(): void {
    this.#inventory = undefined;
  }
}
