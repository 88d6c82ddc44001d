import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { ByteWriter, sharedLength } from "./byte-writer.ts";
import { keyHash } from "./key-hash.ts";
import { blockDigestBytes, defaultBlockBytes, tableFileMagic } from "./table-file.ts";

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
  readonly bytes: Buffer;
  /** How many of them, from the first, the head's digest covers. */
  readonly headBytes: number;
  /** Lower case hexadecimal SHA-256 of the head. */
  readonly headDigest: string;
  /** Lower case hexadecimal SHA-256 of all. */
  readonly digest: string;
}

/** Writes tables into one file. `words` are texts that values refer to by their place. */
export function writeTableFile(tables: readonly TableContent[], words: readonly string[]): WrittenFile {
  const blocks: Buffer[] = [];
  const head = new ByteWriter();
  head.number(tables.length);
  for (const table of tables) {
    const written = writeTable(table);
    head.fixed32(written.keyCount);
    head.fixed32(written.blockCount);
    head.bytes(written.keys);
    head.bytes(written.blockList);
    blocks.push(...written.blocks);
  }
  head.texts(words);
  const start = new ByteWriter(head.length + 16);
  start.bytes(tableFileMagic);
  start.fixed32(head.length);
  start.bytes(head.view());
  const bytes = Buffer.concat([start.view(), ...blocks]);
  return {
    bytes,
    headBytes: start.length,
    headDigest: createHash("sha256").update(start.view()).digest("hex"),
    digest: createHash("sha256").update(bytes).digest("hex"),
  };
}

interface WrittenTable {
  readonly keyCount: number;
  readonly blockCount: number;
  readonly keys: Buffer;
  readonly blockList: Buffer;
  readonly blocks: readonly Buffer[];
}

function writeTable({ entries, blockBytes = defaultBlockBytes }: TableContent): WrittenTable {
  const hashes: number[] = [];
  const blocks: Buffer[] = [];
  const blockList = new ByteWriter();
  const block = new ByteWriter(blockBytes * 2);
  let firstOfBlock = 0;
  let earlier = "";
  const finish = (): void => {
    const stored = deflateRawSync(block.view(), { level: 9 });
    blockList.fixed32(firstOfBlock);
    blockList.fixed32(stored.length);
    blockList.fixed32(block.length);
    blockList.bytes(createHash("sha256").update(stored).digest().subarray(0, blockDigestBytes));
    blocks.push(stored);
    block.take();
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
  return {
    keyCount: hashes.length,
    blockCount: blocks.length,
    keys: keysByHash(hashes),
    blockList: blockList.take(),
    blocks,
  };
}

function keysByHash(hashes: readonly number[]): Buffer {
  const order = Uint32Array.from(hashes, (_hash, number) => number);
  order.sort((left, right) => (hashes[left] ?? 0) - (hashes[right] ?? 0) || left - right);
  const keys = new ByteWriter(hashes.length * 8 + 8);
  for (const number of order) keys.fixed32(hashes[number] ?? 0);
  for (const number of order) keys.fixed32(number);
  return keys.take();
}
