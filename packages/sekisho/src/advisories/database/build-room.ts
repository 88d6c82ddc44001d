import type { Scratch } from "./scratch.ts";

/** Holds rows in memory, and can write them to the scratch. */
export interface Holder {
  readonly heldBytes: number;
  spill(): void;
}

/** How much memory the rows of a feed take at most before they go to the scratch. */
const defaultHeldBytes = 32 * 1024 * 1024;

/** The memory that the builders of one feed share, and the scratch where they put what exceeds it. */
export class BuildRoom {
  readonly scratch: Scratch;
  readonly #maxHeldBytes: number;
  readonly #holders = new Set<Holder>();
  #heldBytes = 0;

  constructor(scratch: Scratch, maxHeldBytes: number = defaultHeldBytes) {
    this.scratch = scratch;
    this.#maxHeldBytes = maxHeldBytes;
  }

  enter(holder: Holder): void {
    this.#holders.add(holder);
  }

  leave(holder: Holder): void {
    if (this.#holders.delete(holder)) this.#heldBytes -= holder.heldBytes;
  }

  /** Is told of every growth; makes whoever holds most write it to the scratch when all together hold too much. */
  grew(bytes: number): void {
    this.#heldBytes += bytes;
    if (this.#heldBytes <= this.#maxHeldBytes) return;
    let largest: Holder | undefined;
    for (const holder of this.#holders) if (holder.heldBytes > (largest?.heldBytes ?? 0)) largest = holder;
    if (largest === undefined) return;
    this.#heldBytes -= largest.heldBytes;
    largest.spill();
  }
}
