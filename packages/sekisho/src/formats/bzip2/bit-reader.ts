import { Bzip2Error } from "./bzip2-error.ts";

/** Reads bits of bytes, the highest of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit: number;

  constructor(bytes: Uint8Array, bit: number) {
    this.#bytes = bytes;
    this.#bit = bit;
  }

  /** Bits from the first one of the bytes. */
  get position(): number {
    return this.#bit;
  }

  /** Reads up to 24 bits. @throws {Bzip2Error} when there are fewer. */
  bits(count: number): number {
    const bytes = this.#bytes;
    const at = this.#bit >>> 3;
    const end = this.#bit + count;
    if (end > bytes.length * 8) throw new Bzip2Error("the stream is cut off");
    // Four bytes hold 24 bits wherever they begin in the first one.
    const word =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    this.#bit = end;
    return count === 0 ? 0 : (word << (end - count - at * 8)) >>> (32 - count);
  }

  /** Gives the next 20 bits without reading them; zeros stand behind the last one. */
  peek20(): number {
    const bytes = this.#bytes;
    const at = this.#bit >>> 3;
    const word =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    return (word << (this.#bit & 7)) >>> 12;
  }

  /** Passes over bits that were looked at. @throws {Bzip2Error} when there are fewer. */
  skip(count: number): void {
    this.#bit += count;
    if (this.#bit > this.#bytes.length * 8) throw new Bzip2Error("the stream is cut off");
  }

  number32(): number {
    return this.bits(16) * 0x10000 + this.bits(16);
  }
}
