import type { BitReader } from "./bit-reader.ts";
import { Bzip2Error } from "./bzip2-error.ts";

const maxLength = 20;

/** A prefix code: the codes of each length are consecutive numbers, shorter ones first. */
export interface CodingTable {
  /** By length: the first 20 bits, as a number, that no code of this length or a shorter one begins with. */
  readonly limits: Int32Array;
  /** By length: what is added to a code to get its place in `symbols`. */
  readonly bases: Int32Array;
  /** Symbols ordered by the length of their codes, then by number. */
  readonly symbols: Uint16Array;
  readonly shortest: number;
}

/** Reads the lengths of a code, each as its difference from the one before. */
export function readCodingTable(reader: BitReader, symbolCount: number): CodingTable {
  const lengths = new Uint8Array(symbolCount);
  let length = reader.bits(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    while (reader.bits(1) === 1) {
      length += reader.bits(1) === 0 ? 1 : -1;
      checkLength(length);
    }
    checkLength(length);
    lengths[symbol] = length;
  }
  return makeCodingTable(lengths);
}

function checkLength(length: number): void {
  if (length < 1 || length > maxLength) {
    throw new Bzip2Error(`expected a code of 1 to ${maxLength} bits, got ${length}`);
  }
}

function makeCodingTable(lengths: Uint8Array): CodingTable {
  const counts = new Int32Array(maxLength + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const limits = new Int32Array(maxLength + 1);
  const bases = new Int32Array(maxLength + 1);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= maxLength; length++) {
    const count = counts[length] ?? 0;
    bases[length] = place - code;
    code += count;
    place += count;
    limits[length] = code * 2 ** (maxLength - length);
    code *= 2;
  }
  const symbols = Uint16Array.from(lengths, (_length, symbol) => symbol);
  // Stable: symbols of one length stay in the order of their numbers.
  symbols.sort((left, right) => (lengths[left] ?? 0) - (lengths[right] ?? 0) || left - right);
  return { limits, bases, symbols, shortest: Math.min(...lengths) };
}

/** Reads one symbol. @throws {Bzip2Error} when no code begins so. */
export function readSymbol(reader: BitReader, { limits, bases, symbols, shortest }: CodingTable): number {
  const next = reader.peek20();
  for (let length = shortest; length <= maxLength; length++) {
    if (next >= (limits[length] ?? 0)) continue;
    reader.skip(length);
    const symbol = symbols[(next >>> (maxLength - length)) + (bases[length] ?? 0)];
    if (symbol !== undefined) return symbol;
    break;
  }
  throw new Bzip2Error("expected a code, got bits that begin none");
}
