import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { ByteWriter, sharedLength } from "./byte-writer.ts";
import { keyHash } from "./key-hash.ts";
import { NumberList } from "./number-list.ts";
import type { Scratch } from "./scratch.ts";
import { blockDigestBytes, defaultBlockBytes, tableFileMagic } from "./table-file.ts";

const pieceBytes = 1024 * 1024;

/** A key with its value; `undefined` writes nothing more than the key. */
export interface TableEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What becomes a table. */
export interface TableContent {
  /** Sorted by key in the order of `<`, each key once. */
  readonly entries: Iterable<TableEntry>;
  /** Bytes of a block before it is deflated: larger ones deflate better, smaller ones are found sooner. */
  readonly blockBytes?: number;
}

/** A finished file. The same content gives the same bytes. */
export interface WrittenFile {
  readonly bytes: number;
  /** Gives the bytes, from the scratch that they were put into. */
  readonly pieces: () => Iterable<Uint8Array>;
  /** How many of them, from the first, the head's digest covers. */
  readonly headBytes: number;
  /** Lower case hexadecimal SHA-256 of the head. */
  readonly headDigest: string;
  /** Lower case hexadecimal SHA-256 of all. */
  readonly digest: string;
}

/**
 * Writes tables into one file. `words` are texts that values refer to by their place.
 *
 * @param scratch Takes the blocks, which are of the size of the file: what stands before them is known behind the last.
 */
export function writeTableFile(
  tables: readonly TableContent[],
  words: readonly string[],
  scratch: Scratch,
): WrittenFile {
  const blocks: StoredBlock[] = [];
  const head = new ByteWriter();
  head.number(tables.length);
  for (const table of tables) {
    const written = writeTable(table, (bytes) => {
      blocks.push({ offset: scratch.append(bytes), length: bytes.length });
    });
    head.fixed32(written.keyCount);
    head.fixed32(written.blockCount);
    head.bytes(written.keys);
    head.bytes(written.blockList);
  }
  head.texts(words);
  const start = new ByteWriter(head.length + 16);
  start.bytes(tableFileMagic);
  start.fixed32(head.length);
  start.bytes(head.view());
  const first = start.take();
  function* pieces(): Generator<Uint8Array> {
    yield first;
    yield* readBlocks(blocks, scratch);
  }
  const hash = createHash("sha256");
  let bytes = 0;
  for (const piece of pieces()) {
    hash.update(piece);
    bytes += piece.length;
  }
  const headDigest = createHash("sha256").update(first).digest("hex");
  return { bytes, pieces, headBytes: first.length, headDigest, digest: hash.digest("hex") };
}

interface StoredBlock {
  readonly offset: number;
  readonly length: number;
}

/** Gives blocks in order; those that lie behind each other are read together. */
function* readBlocks(blocks: readonly StoredBlock[], scratch: Scratch): Generator<Uint8Array> {
  let from = 0;
  let to = 0;
  for (const { offset, length } of blocks) {
    if (offset !== to || to - from >= pieceBytes) {
      if (to > from) yield scratch.read(from, to - from);
      from = offset;
    }
    to = offset + length;
  }
  if (to > from) yield scratch.read(from, to - from);
}

interface WrittenTable {
  readonly keyCount: number;
  readonly blockCount: number;
  readonly keys: Buffer;
  readonly blockList: Buffer;
}

function writeTable(
  { entries, blockBytes = defaultBlockBytes }: TableContent,
  put: (block: Buffer) => void,
): WrittenTable {
  const hashes = new NumberList();
  const blockList = new ByteWriter();
  const block = new ByteWriter(blockBytes * 2);
  let blockCount = 0;
  let firstOfBlock = 0;
  let earlier = "";
  const finish = (): void => {
    // Room for the whole block: the usual room is larger, and is made anew for every block.
    const stored = deflateRawSync(block.view(), { level: 9, chunkSize: Math.max(1024, block.length) });
    blockList.fixed32(firstOfBlock);
    blockList.fixed32(stored.length);
    blockList.fixed32(block.length);
    blockList.bytes(createHash("sha256").update(stored).digest().subarray(0, blockDigestBytes));
    put(stored);
    blockCount += 1;
    block.clear();
    firstOfBlock = hashes.length;
    earlier = "";
  };
  for (const { key, value } of entries) {
    if (block.length > 0 && block.length + value.length > blockBytes) finish();
    const shared = sharedLength(earlier, key);
    block.number(shared);
    block.text(key.slice(shared));
    block.number(value.length);
    block.bytes(value);
    hashes.push(keyHash(key));
    earlier = key;
  }
  if (block.length > 0) finish();
  return { keyCount: hashes.length, blockCount, keys: keysByHash(hashes.view()), blockList: blockList.take() };
}

function keysByHash(hashes: Uint32Array): Buffer {
  const order = Uint32Array.from(hashes, (_hash, number) => number);
  order.sort((left, right) => (hashes[left] ?? 0) - (hashes[right] ?? 0) || left - right);
  const keys = new ByteWriter(hashes.length * 8 + 8);
  for (const number of order) keys.fixed32(hashes[number] ?? 0);
  for (const number of order) keys.fixed32(number);
  return keys.take();
}
