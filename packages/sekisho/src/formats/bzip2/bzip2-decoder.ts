import { BitReader } from "./bit-reader.ts";
import { Bzip2Error } from "./bzip2-error.ts";
import { bzip2Crc, joinBlockCrc } from "./crc.ts";
import { readBlock } from "./read-block.ts";

/** No packed block is longer: 900,000 symbols of 20 bits with their tables. */
const maxPackedBlockBytes = 3 * 1024 * 1024;
const blockMagic = { high: 0x314159, low: 0x265359 } as const;
const endMagic = { high: 0x177245, low: 0x385090 } as const;

/**
 * Unpacks bzip2 piece by piece, also several streams behind each other, and compares every checksum. It holds one block.
 *
 * Source: the format as bzip2 1.0.8 writes it (its manual tells of blocks, checksums and several streams).
 *
 * @throws {Bzip2Error} from `write` and `end`, when the bytes are damaged, cut off or none of bzip2.
 */
export class Bzip2Decoder {
  #held: Buffer = Buffer.alloc(0);
  /** First bit of what is held that was not read. */
  #bit = 0;
  /** Bytes of a block before it is packed; 0 between streams. */
  #blockBytes = 0;
  #crc = 0;
  #streams = 0;

  /** Gives what can be unpacked now. */
  *write(piece: Uint8Array): Generator<Buffer> {
    this.#hold(piece);
    while (this.#held.length - (this.#bit >>> 3) > maxPackedBlockBytes) yield* this.#next();
  }

  /** Says that the bytes end here, and gives the rest. */
  *end(): Generator<Buffer> {
    while (this.#blockBytes > 0 || this.#held.length - this.#bit / 8 > 0) yield* this.#next();
    if (this.#streams === 0) throw new Bzip2Error("expected a stream of bzip2, got nothing");
  }

  #hold(piece: Uint8Array): void {
    const read = this.#bit >>> 3;
    this.#held = Buffer.concat([this.#held.subarray(read), piece]);
    this.#bit -= read * 8;
  }

  /** Reads the beginning of a stream, a block, or the end of a stream. */
  *#next(): Generator<Buffer> {
    const reader = new BitReader(this.#held, this.#bit);
    if (this.#blockBytes === 0) this.#beginStream(reader);
    else {
      const [high, low] = [reader.bits(24), reader.bits(24)];
      const crc = reader.number32();
      if (high === blockMagic.high && low === blockMagic.low) yield this.#readBlock(reader, crc);
      else if (high === endMagic.high && low === endMagic.low) this.#endStream(reader, crc);
      else throw new Bzip2Error("expected a block or the end of the stream, got other bits");
    }
    this.#bit = reader.position;
  }

  #beginStream(reader: BitReader): void {
    const magic = reader.bits(24);
    const level = reader.bits(8) - 0x30;
    // "BZh", then a digit.
    if (magic !== 0x425a68 || level < 1 || level > 9) {
      throw new Bzip2Error(
        this.#streams === 0
          ? "expected a stream of bzip2, got other bytes"
          : "expected the end, got other bytes behind it",
      );
    }
    this.#blockBytes = level * 100_000;
    this.#crc = 0;
    this.#streams += 1;
  }

  #readBlock(reader: BitReader, crc: number): Buffer {
    const bytes = readBlock(reader, this.#blockBytes);
    const got = bzip2Crc(bytes);
    if (got !== crc)
      throw new Bzip2Error(`expected a block with the checksum ${hexadecimal(crc)}, got ${hexadecimal(got)}`);
    this.#crc = joinBlockCrc(this.#crc, crc);
    return bytes;
  }

  #endStream(reader: BitReader, crc: number): void {
    if (crc !== this.#crc) {
      throw new Bzip2Error(`expected a stream with the checksum ${hexadecimal(crc)}, got ${hexadecimal(this.#crc)}`);
    }
    reader.skip((8 - (reader.position % 8)) % 8);
    this.#blockBytes = 0;
  }
}

function hexadecimal(crc: number): string {
  return crc.toString(16).padStart(8, "0");
}
