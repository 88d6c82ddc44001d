import type { BitReader } from "./bit-reader.ts";
import { Bzip2Error } from "./bzip2-error.ts";
import { type CodingTable, readCodingTable, readSymbol } from "./coding-table.ts";

/** A table of codes is chosen anew after so many symbols. */
const groupSymbols = 50;

/** What a block holds when it is unpacked but for the turning back of the Burrows-Wheeler transform. */
interface SortedBlock {
  /** Bytes in the low eight bits; above them stays room for the links of the transform. */
  readonly bytes: Uint32Array;
  readonly length: number;
  readonly counts: Uint32Array;
  /** Place of the original text among its rotations. */
  readonly origin: number;
}

/**
 * Reads a block behind its magic number and checksum and gives its bytes.
 *
 * @throws {Bzip2Error} when it is damaged.
 */
export function readBlock(reader: BitReader, maxBytes: number): Buffer {
  if (reader.bits(1) === 1) throw new Bzip2Error("expected a block of bzip2 0.9.5 or later, got a randomised one");
  const origin = reader.bits(24);
  const block = readSortedBlock(reader, origin, maxBytes);
  if (origin >= block.length) throw new Bzip2Error(`expected an origin below ${block.length}, got ${origin}`);
  return expandRuns(block);
}

function readSortedBlock(reader: BitReader, origin: number, maxBytes: number): SortedBlock {
  const used = readUsedBytes(reader);
  const symbolCount = used.length + 2;
  const tableCount = reader.bits(3);
  if (tableCount < 2 || tableCount > 6) throw new Bzip2Error(`expected 2 to 6 tables of codes, got ${tableCount}`);
  const selectors = readSelectors(reader, tableCount);
  const tables = Array.from({ length: tableCount }, () => readCodingTable(reader, symbolCount));
  const bytes = new Uint32Array(maxBytes);
  const counts = new Uint32Array(256);
  const length = readMoves(reader, { used, selectors, tables, bytes, counts });
  return { bytes, length, counts, origin };
}

/** Sixteen bits say which ranges of sixteen bytes occur, sixteen more for each such range which bytes of it. */
function readUsedBytes(reader: BitReader): Uint8Array {
  const used: number[] = [];
  const ranges = reader.bits(16);
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >>> range)) === 0) continue;
    const inRange = reader.bits(16);
    for (let byte = 0; byte < 16; byte++) if ((inRange & (0x8000 >>> byte)) !== 0) used.push(range * 16 + byte);
  }
  if (used.length === 0) throw new Bzip2Error("expected a byte that occurs, got none");
  return Uint8Array.from(used);
}

/** Gives which table each group uses; they are written as places in a list whose used entry moves to the front. */
function readSelectors(reader: BitReader, tableCount: number): Uint8Array {
  const count = reader.bits(15);
  if (count === 0) throw new Bzip2Error("expected a group of symbols, got none");
  const order = Uint8Array.from({ length: tableCount }, (_none, table) => table);
  return Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (reader.bits(1) === 1) {
      place += 1;
      if (place >= tableCount) throw new Bzip2Error(`expected a table below ${tableCount}, got more`);
    }
    return moveToFront(order, place);
  });
}

function moveToFront(order: Uint8Array, place: number): number {
  const value = order[place] ?? 0;
  // Most places are near the front, and a call would take longer than the moves.
  for (let at = place; at > 0; at--) order[at] = order[at - 1] ?? 0;
  order[0] = value;
  return value;
}

interface Moves {
  readonly used: Uint8Array;
  readonly selectors: Uint8Array;
  readonly tables: readonly CodingTable[];
  readonly bytes: Uint32Array;
  readonly counts: Uint32Array;
}

/** Turns symbols back into bytes: runs of the first byte in the list, and places of bytes that move to the front. */
function readMoves(reader: BitReader, { used, selectors, tables, bytes, counts }: Moves): number {
  const order = Uint8Array.from(used);
  const endSymbol = used.length + 1;
  const run = new RunLength(bytes.length);
  let length = 0;
  for (const selector of selectors) {
    const table = tables[selector];
    if (table === undefined) break;
    for (let left = groupSymbols; left > 0; left--) {
      const symbol = readSymbol(reader, table);
      if (run.takes(symbol)) continue;
      const times = run.end(length);
      const front = order[0] ?? 0;
      if (times > 0) bytes.fill(front, length, length + times);
      counts[front] = (counts[front] ?? 0) + times;
      length += times;
      if (symbol === endSymbol) return length;
      if (length === bytes.length) throw tooLong(bytes.length);
      const byte = moveToFront(order, symbol - 1);
      counts[byte] = (counts[byte] ?? 0) + 1;
      bytes[length++] = byte;
    }
  }
  throw new Bzip2Error("expected the end of the block, got no more groups");
}

/** How often the first byte of the list stands in a row: a number in base two with the digits 1 and 2, the lowest first. */
class RunLength {
  readonly #maxBytes: number;
  #times = 0;
  #weight = 1;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes a symbol that is a digit. */
  takes(symbol: number): boolean {
    if (symbol > 1) return false;
    this.#times += this.#weight << symbol;
    this.#weight *= 2;
    if (this.#times > this.#maxBytes) throw tooLong(this.#maxBytes);
    return true;
  }

  /** Gives the run that ends here, for which there has to be room behind so many bytes. */
  end(length: number): number {
    const times = this.#times;
    if (length + times > this.#maxBytes) throw tooLong(this.#maxBytes);
    this.#times = 0;
    this.#weight = 1;
    return times;
  }
}

function tooLong(maxBytes: number): Bzip2Error {
  return new Bzip2Error(`expected at most ${maxBytes} bytes in a block, got more`);
}

/** Turns the Burrows-Wheeler transform back, then the runs: four equal bytes are followed by how many more there are. */
function expandRuns({ bytes, length, counts, origin }: SortedBlock): Buffer {
  linkRows(bytes, length, counts);
  let output = Buffer.allocUnsafe(length + 1024);
  let written = 0;
  let row = (bytes[origin] ?? 0) >>> 8;
  let equal = 0;
  let last = -1;
  for (let left = length; left > 0; left--) {
    const entry = bytes[row] ?? 0;
    const byte = entry & 0xff;
    row = entry >>> 8;
    if (written + 256 > output.length) output = Buffer.concat([output, Buffer.allocUnsafe(output.length)]);
    if (equal === 4) {
      output.fill(last, written, written + byte);
      written += byte;
      equal = 0;
      last = -1;
      continue;
    }
    output[written++] = byte;
    equal = byte === last ? equal + 1 : 1;
    last = byte;
  }
  return output.subarray(0, written);
}

/** Puts above each byte of the sorted rotations which row goes on where it stops. */
function linkRows(bytes: Uint32Array, length: number, counts: Uint32Array): void {
  const starts = new Uint32Array(256);
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    starts[byte] = sum;
    sum += counts[byte] ?? 0;
  }
  for (let row = 0; row < length; row++) {
    const byte = (bytes[row] ?? 0) & 0xff;
    const at = starts[byte] ?? 0;
    bytes[at] = (bytes[at] ?? 0) | (row << 8);
    starts[byte] = at + 1;
  }
}
