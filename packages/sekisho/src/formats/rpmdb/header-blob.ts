/** A tag of a package header: what it holds and where. */
export interface HeaderEntry {
  readonly type: number;
  /** Into the data store. */
  readonly offset: number;
  readonly count: number;
}

/** The header of one package, as the database keeps it. */
export interface HeaderBlob {
  readonly entries: ReadonlyMap<number, HeaderEntry>;
  readonly store: Buffer;
}

/** Why a header was refused. */
export interface HeaderProblem {
  readonly expected: string;
  readonly got: string;
}

/** Limits of rpm itself (`hdrchkTags`, `hdrchkData`). */
const maxEntries = 0xffff;
const maxStoreBytes = 0x0fff_ffff;

const entryBytes = 16;
const [int8Type, int16Type, int32Type, int64Type] = [2, 3, 4, 5];
const [charType, stringType, binaryType, arrayType, localisedType] = [1, 6, 7, 8, 9];

/**
 * Reads the index of a header blob: two lengths, entries of 16 bytes, then the data store, all big-endian whatever the
 * machine. Entries that point outside of the store are left out. Source: rpm-software-management.github.io, "RPM Package
 * format", Header structure.
 */
export function parseHeaderBlob(blob: Buffer): HeaderBlob | HeaderProblem {
  if (blob.length < 8) return { expected: "at least 8 bytes", got: `${blob.length}` };
  const entryCount = blob.readUInt32BE(0);
  const storeBytes = blob.readUInt32BE(4);
  if (entryCount === 0 || entryCount > maxEntries || storeBytes > maxStoreBytes) {
    return {
      expected: `1 to ${maxEntries} tags and at most ${maxStoreBytes} bytes of data`,
      got: `${entryCount} tags and ${storeBytes} bytes`,
    };
  }
  const storeStart = 8 + entryCount * entryBytes;
  if (storeStart + storeBytes > blob.length) {
    return { expected: `${storeStart + storeBytes} bytes`, got: `${blob.length}` };
  }
  const store = blob.subarray(storeStart, storeStart + storeBytes);
  const entries = new Map<number, HeaderEntry>();
  for (let at = 8; at < storeStart; at += entryBytes) {
    const entry = {
      type: blob.readUInt32BE(at + 4),
      offset: blob.readInt32BE(at + 8),
      count: blob.readUInt32BE(at + 12),
    };
    const tag = blob.readUInt32BE(at);
    if (entry.offset >= 0 && entry.offset < storeBytes && !entries.has(tag)) entries.set(tag, entry);
  }
  return { entries, store };
}

/** Gives the text of a tag; of a list its first. */
export function findString(header: HeaderBlob, tag: number): string | undefined {
  return findStrings(header, tag, 1)?.[0];
}

/** Gives the texts of a tag; fewer than it claims where the store ends before them. */
export function findStrings({ entries, store }: HeaderBlob, tag: number, most?: number): readonly string[] | undefined {
  const entry = entries.get(tag);
  if (entry === undefined || (entry.type !== stringType && entry.type !== arrayType && entry.type !== localisedType)) {
    return undefined;
  }
  const texts: string[] = [];
  const wanted = Math.min(entry.type === stringType ? 1 : entry.count, most ?? entry.count);
  for (let at = entry.offset; texts.length < wanted && at < store.length; ) {
    const end = store.indexOf(0, at);
    if (end === -1) break;
    texts.push(store.toString("utf8", at, end));
    at = end + 1;
  }
  return texts;
}

/** Gives the numbers of a tag, unsigned; fewer than it claims where the store ends before them. */
export function findNumbers({ entries, store }: HeaderBlob, tag: number): readonly number[] | undefined {
  const entry = entries.get(tag);
  const width = entry === undefined ? undefined : numberBytes(entry.type);
  if (entry === undefined || width === undefined) return undefined;
  const numbers: number[] = [];
  const end = Math.min(entry.offset + entry.count * width, store.length - width + 1);
  for (let at = entry.offset; at < end; at += width) numbers.push(readNumber(store, at, width));
  return numbers;
}

/** Gives the bytes of a tag; `undefined` when the store ends before them. */
export function findBytes({ entries, store }: HeaderBlob, tag: number): Buffer | undefined {
  const entry = entries.get(tag);
  if (entry === undefined || entry.type !== binaryType || entry.offset + entry.count > store.length) return undefined;
  return store.subarray(entry.offset, entry.offset + entry.count);
}

function numberBytes(type: number): number | undefined {
  if (type === int32Type) return 4;
  if (type === int16Type) return 2;
  if (type === int64Type) return 8;
  return type === int8Type || type === charType ? 1 : undefined;
}

function readNumber(store: Buffer, at: number, width: number): number {
  return width === 8 ? Number(store.readBigUInt64BE(at)) : store.readUIntBE(at, width);
}
