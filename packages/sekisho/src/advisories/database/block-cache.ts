/** A block that was read: its keys, and where their values lie. */
export interface ReadBlock {
  readonly bytes: Buffer;
  readonly keys: readonly string[];
  /** Where each value begins and ends: two numbers a key. */
  readonly bounds: Uint32Array;
}

/** The kept blocks of one table, by their number. */
export type BlockShelf = Map<number, KeptBlock>;

/** A block on its shelf. */
export interface KeptBlock {
  readonly block: ReadBlock;
  readonly number: number;
  readonly shelf: BlockShelf;
  /** Asked for since it was last thought of to be removed. */
  isUsed: boolean;
}

/**
 * Keeps blocks of all files of a database together, up to so many bytes. The oldest goes first, but one that was asked
 * for meanwhile stays another round: asking costs no more than a look at the table's shelf.
 */
export class BlockCache {
  readonly #queue = new Set<KeptBlock>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(shelf: BlockShelf, number: number, block: ReadBlock): void {
    const kept: KeptBlock = { block, number, shelf, isUsed: false };
    shelf.set(number, kept);
    this.#queue.add(kept);
    this.#bytes += weigh(block);
    for (const oldest of this.#queue) {
      if (this.#bytes <= this.#maxBytes || this.#queue.size === 1) return;
      this.#queue.delete(oldest);
      if (oldest.isUsed || oldest === kept) {
        oldest.isUsed = false;
        this.#queue.add(oldest);
      } else {
        oldest.shelf.delete(oldest.number);
        this.#bytes -= weigh(oldest.block);
      }
    }
  }
}

/** Gives a block of a shelf, and notes that it was asked for. */
export function findKept(shelf: BlockShelf, number: number): ReadBlock | undefined {
  const kept = shelf.get(number);
  if (kept === undefined) return undefined;
  kept.isUsed = true;
  return kept.block;
}

/** Bytes of memory, about: keys are kept as texts beside the block. */
function weigh(block: ReadBlock): number {
  return block.bytes.length + block.keys.length * 64;
}
