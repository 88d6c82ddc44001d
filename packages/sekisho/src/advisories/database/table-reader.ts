import { hash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { type BlockCache, type BlockShelf, findKept, type ReadBlock } from "./block-cache.ts";
import { ByteReader } from "./byte-reader.ts";
import { DamagedDataError } from "./damaged-data.ts";
import { keyHash } from "./key-hash.ts";
import {
  blockEntryBytes,
  keyEntryBytes,
  maxBlockBytes,
  maxHeadBytes,
  preambleBytes,
  type ReadAt,
  tableFileMagic,
} from "./table-file.ts";

/** What the manifest says of a file: what is not so is refused. */
export interface ExpectedFile {
  /** Names the file in the cache and in messages. */
  readonly digest: string;
  readonly bytes: number;
  readonly headBytes: number;
  readonly headDigest: string;
}

/** A value with its key and its number among the keys. */
export interface FoundEntry {
  readonly number: number;
  readonly key: string;
  /** Reads the value. */
  readonly value: ByteReader;
}

/** One table of an opened file. */
export interface Table {
  readonly size: number;
  find(key: string): FoundEntry | undefined;
  /** Gives the entry of a number, from 0 in the order of keys. */
  at(number: number): FoundEntry;
}

/** An opened file. */
export interface TableFile {
  readonly tables: readonly Table[];
  readonly words: readonly string[];
}

/**
 * Opens a file of tables: reads its head, nothing else.
 *
 * @throws {DamagedDataError} here and at every read, when a byte is not what was written.
 */
export function openTableFile(readAt: ReadAt, expected: ExpectedFile, cache: BlockCache): TableFile {
  if (expected.headBytes > maxHeadBytes || expected.headBytes > expected.bytes) {
    throw new DamagedDataError(`expected a head of at most ${maxHeadBytes} bytes, got ${expected.headBytes}`);
  }
  const head = readExactly(readAt, 0, expected.headBytes);
  const digest = hash("sha256", head, "hex");
  if (digest !== expected.headDigest) {
    throw new DamagedDataError(`expected a head with SHA-256 ${expected.headDigest}, got ${digest}`);
  }
  if (!head.subarray(0, tableFileMagic.length).equals(tableFileMagic)) {
    throw new DamagedDataError("the file does not begin as a database file does");
  }
  return readHead(head, { readAt, expected, cache });
}

interface OpenFile {
  readonly readAt: ReadAt;
  readonly expected: ExpectedFile;
  readonly cache: BlockCache;
}

function readHead(head: Buffer, file: OpenFile): TableFile {
  const reader = new ByteReader(head, preambleBytes);
  const tables: Table[] = [];
  let offset = file.expected.headBytes;
  for (let left = reader.count(); left > 0; left--) {
    const keyCount = reader.fixed32();
    const blockCount = reader.fixed32();
    const keys = numbersIn(reader.bytes(keyCount * keyEntryBytes));
    // A copy, so that the head itself is not kept.
    const blocks = Buffer.from(reader.bytes(blockCount * blockEntryBytes));
    const table = new StoredTable(file, { keyCount, blockCount, keys, blocks, offset, number: tables.length });
    tables.push(table);
    offset = table.end;
  }
  const words = reader.texts();
  if (!reader.isAtEnd) throw new DamagedDataError("the head is longer than what it holds");
  if (offset !== file.expected.bytes) {
    throw new DamagedDataError(`expected ${offset} bytes, got ${file.expected.bytes}`);
  }
  return { tables, words };
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Gives numbers of 32 bits, the lowest byte first, as an array: it is asked for each name, and before it is compiled. */
function numbersIn(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(bytes.length / Uint32Array.BYTES_PER_ELEMENT);
  const copy = Buffer.from(numbers.buffer);
  bytes.copy(copy);
  if (!isLittleEndian) copy.swap32();
  return numbers;
}

interface TablePlan {
  readonly keyCount: number;
  readonly blockCount: number;
  /** All hashes in order, then the number of each key. */
  readonly keys: Uint32Array;
  readonly blocks: Buffer;
  readonly offset: number;
  readonly number: number;
}

class StoredTable implements Table {
  readonly size: number;
  /** Where the blocks of the table end in the file. */
  readonly end: number;
  readonly #file: OpenFile;
  readonly #plan: TablePlan;
  readonly #offsets: Float64Array;
  readonly #shelf: BlockShelf = new Map();

  constructor(file: OpenFile, plan: TablePlan) {
    this.size = plan.keyCount;
    this.#file = file;
    this.#plan = plan;
    this.#offsets = new Float64Array(plan.blockCount);
    let offset = plan.offset;
    for (let block = 0; block < plan.blockCount; block++) {
      this.#offsets[block] = offset;
      offset += plan.blocks.readUInt32LE(block * blockEntryBytes + 4);
    }
    this.end = offset;
  }

  find(key: string): FoundEntry | undefined {
    const wanted = keyHash(key);
    const { keyCount, keys } = this.#plan;
    let low = 0;
    let high = keyCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < keyCount && keys[at] === wanted; at++) {
      const entry = this.at(keys[keyCount + at] ?? 0);
      if (entry.key === key) return entry;
    }
    return undefined;
  }

  at(number: number): FoundEntry {
    if (number >= this.size) throw new DamagedDataError(`expected a number below ${this.size}, got ${number}`);
    const block = this.#blockOf(number);
    const read = this.#read(block);
    const place = number - this.#firstOf(block);
    const key = read.keys[place];
    const start = read.bounds[place * 2];
    const end = read.bounds[place * 2 + 1];
    if (key === undefined || start === undefined || end === undefined) {
      throw new DamagedDataError("a block holds fewer keys than the head says");
    }
    return { number, key, value: new ByteReader(read.bytes, start, end) };
  }

  #firstOf(block: number): number {
    return this.#plan.blocks.readUInt32LE(block * blockEntryBytes);
  }

  /** Finds the last block that begins at or before the number. */
  #blockOf(number: number): number {
    let low = 0;
    let high = this.#plan.blockCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#firstOf(middle) <= number) low = middle + 1;
      else high = middle;
    }
    if (low === 0) throw new DamagedDataError("a key stands in no block");
    return low - 1;
  }

  #read(block: number): ReadBlock {
    const known = findKept(this.#shelf, block);
    if (known !== undefined) return known;
    const entry = block * blockEntryBytes;
    const { blocks } = this.#plan;
    const stored = readExactly(this.#file.readAt, this.#offsets[block] ?? 0, blocks.readUInt32LE(entry + 4));
    // As text: the one-shot function gives texts sooner than buffers.
    if (!hash("sha256", stored, "hex").startsWith(blocks.toString("hex", entry + 12, entry + blockEntryBytes))) {
      throw new DamagedDataError(`block ${block} of table ${this.#plan.number} is not the one that was written`);
    }
    const read = readBlock(inflate(stored, blocks.readUInt32LE(entry + 8)));
    this.#file.cache.add(this.#shelf, block, read);
    return read;
  }
}

function inflate(stored: Buffer, length: number): Buffer {
  if (length > maxBlockBytes) {
    throw new DamagedDataError(`expected a block of at most ${maxBlockBytes} bytes, got ${length}`);
  }
  try {
    // Just the room that is needed, and a byte to see the end: a chunk of the usual size would be kept with the block.
    const bytes = inflateRawSync(stored, { maxOutputLength: Math.max(length, 1), chunkSize: Math.max(length + 1, 64) });
    if (bytes.length === length) return bytes;
  } catch (cause) {
    throw new DamagedDataError("a block does not inflate", { cause });
  }
  throw new DamagedDataError("a block has another length than the head says");
}

function readBlock(bytes: Buffer): ReadBlock {
  const reader = new ByteReader(bytes);
  const keys: string[] = [];
  const bounds: number[] = [];
  let earlier = "";
  while (!reader.isAtEnd) {
    const shared = reader.number();
    if (shared > earlier.length) throw new DamagedDataError("a key shares more than the one before has");
    earlier = earlier.slice(0, shared) + reader.text();
    const length = reader.number();
    const start = reader.position;
    reader.skip(length);
    bounds.push(start, start + length);
    keys.push(earlier);
  }
  return { bytes, keys, bounds: Uint32Array.from(bounds) };
}

function readExactly(readAt: ReadAt, offset: number, length: number): Buffer {
  const bytes = readAt(offset, length);
  if (bytes.length === length) return bytes;
  throw new DamagedDataError(`expected ${length} bytes at ${offset}, got ${bytes.length}`);
}
