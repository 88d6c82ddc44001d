import { DamagedDataError } from "./damaged-data.ts";

/** Reads what a `ByteWriter` wrote, in the same order. Every read past the end is an error, never a zero. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  /** @throws {DamagedDataError} when the number is cut off or above 2^53 - 1. */
  number(): number {
    const first = this.#next();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let factor = 0x80; ; factor *= 0x80) {
      if (factor > 2 ** 49) throw new DamagedDataError("a number is too long");
      const byte = this.#next();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new DamagedDataError("a number is too large");
    return value;
  }

  /** Reads a count of things that take at least one byte each. */
  count(): number {
    const count = this.number();
    if (count > this.#end - this.#at) throw new DamagedDataError("a list is longer than its block");
    return count;
  }

  text(): string {
    const length = this.number();
    return this.#bytes.toString("utf8", this.#at, this.#skip(length));
  }

  texts(): string[] {
    const texts: string[] = [];
    let earlier = "";
    for (let left = this.count(); left > 0; left--) {
      const shared = this.number();
      if (shared > earlier.length) throw new DamagedDataError("a text shares more than the one before has");
      earlier = earlier.slice(0, shared) + this.text();
      texts.push(earlier);
    }
    return texts;
  }

  /** Gives a view of so many bytes. */
  bytes(length: number): Buffer {
    const start = this.#at;
    return this.#bytes.subarray(start, this.#skip(length));
  }

  /** Passes over so many bytes. */
  skip(length: number): void {
    this.#skip(length);
  }

  fixed32(): number {
    const start = this.#at;
    this.#skip(4);
    return this.#bytes.readUInt32LE(start);
  }

  #next(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : undefined;
    if (byte === undefined) throw new DamagedDataError("the bytes end in the middle of a number");
    this.#at += 1;
    return byte;
  }

  #skip(length: number): number {
    if (length > this.#end - this.#at) throw new DamagedDataError("the bytes end in the middle of a value");
    this.#at += length;
    return this.#at;
  }
}
