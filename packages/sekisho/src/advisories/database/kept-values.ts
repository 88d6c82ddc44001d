import { ByteWriter } from "./byte-writer.ts";
import { NumberList } from "./number-list.ts";
import type { Scratch } from "./scratch.ts";

/** Values lie together in chunks of this size; one that is larger has its own. */
const chunkBytes = 64 * 1024;
/** Values are asked for in another order than they came in, and the chunks that were read last are asked again. */
const maxCachedChunks = 128;

/** Values by number, in a scratch: memory holds where each one lies. */
export class KeptValues {
  readonly #scratch: Scratch;
  /** Values of the chunk that is not in the scratch yet. */
  readonly #writer = new ByteWriter();
  readonly #chunkOf = new NumberList();
  readonly #starts = new NumberList();
  readonly #ends = new NumberList();
  readonly #offsets: number[] = [];
  readonly #lengths = new NumberList();
  readonly #cache = new Map<number, Buffer>();

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Keeps a value under a number, in the place of an earlier one. New numbers count up from 0. */
  put(number: number, write: (writer: ByteWriter) => void): void {
    const start = this.#writer.length;
    write(this.#writer);
    this.#chunkOf.set(number, this.#offsets.length);
    this.#starts.set(number, start);
    this.#ends.set(number, this.#writer.length);
    if (this.#writer.length >= chunkBytes) this.#putChunk();
  }

  /** Gives a value; a view that holds until the next one is put. */
  read(number: number): Buffer {
    const chunk = this.#chunkOf.at(number);
    const bytes = chunk === this.#offsets.length ? this.#writer.view() : this.#readChunk(chunk);
    return bytes.subarray(this.#starts.at(number), this.#ends.at(number));
  }

  #putChunk(): void {
    this.#offsets.push(this.#scratch.append(this.#writer.view()));
    this.#lengths.push(this.#writer.length);
    this.#writer.clear();
  }

  #readChunk(chunk: number): Buffer {
    const known = this.#cache.get(chunk);
    if (known !== undefined) {
      this.#cache.delete(chunk);
      this.#cache.set(chunk, known);
      return known;
    }
    const bytes = this.#scratch.read(this.#offsets[chunk] ?? 0, this.#lengths.at(chunk));
    this.#cache.set(chunk, bytes);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= maxCachedChunks) break;
      this.#cache.delete(oldest);
    }
    return bytes;
  }
}
