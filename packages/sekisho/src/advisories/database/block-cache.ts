/** A block that was read: its keys, and where their values lie. */
export interface ReadBlock {
  readonly bytes: Buffer;
  readonly keys: readonly string[];
  /** Where each value begins and ends: two numbers a key. */
  readonly bounds: Uint32Array;
}

/** Keeps the blocks that were asked for last, of all files of a database together. */
export class BlockCache {
  readonly #blocks = new Map<string, ReadBlock>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  find(name: string): ReadBlock | undefined {
    const block = this.#blocks.get(name);
    if (block === undefined) return undefined;
    this.#blocks.delete(name);
    this.#blocks.set(name, block);
    return block;
  }

  add(name: string, block: ReadBlock): void {
    this.#blocks.set(name, block);
    this.#bytes += weigh(block);
    for (const [oldest, old] of this.#blocks) {
      if (this.#bytes <= this.#maxBytes || oldest === name) return;
      this.#blocks.delete(oldest);
      this.#bytes -= weigh(old);
    }
  }
}

/** Bytes of memory, about: keys are kept as texts beside the block. */
function weigh(block: ReadBlock): number {
  return block.bytes.length + block.keys.length * 64;
}
