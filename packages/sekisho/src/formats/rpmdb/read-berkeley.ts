import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RpmBlobs } from "./read-ndb.ts";

const hashMagic = 0x0006_1561;
const metaPageType = 8;
const hashPageTypes: ReadonlySet<number> = new Set([2, 13]);
const overflowPageType = 7;
const pageHeaderBytes = 26;
const keyDataItem = 1;
const offPageItem = 3;
const offPageItemBytes = 12;
/** More complaints than this about one file help nobody. */
const maxDiagnostics = 20;
/** No package header is larger; see the limits of the header itself. */
const maxBlobBytes = 0x1000_0000;

/** A database file of one byte order. */
interface Berkeley {
  readonly path: string;
  readonly bytes: Buffer;
  readonly pageSize: number;
  readonly pageCount: number;
  /** 1 for an overflow page that was read: each belongs to one value. */
  readonly usedPages: Uint8Array;
  readonly number16: (at: number) => number;
  readonly number32: (at: number) => number;
}

/**
 * Reads `Packages`, a hash table of Berkeley DB: every hash page holds keys and values in turn, long values lie on
 * chains of overflow pages. The byte order is the one of the machine that wrote it. The record of key 0 is a counter.
 * Source: db_page.h of Berkeley DB 5.3, as read by rpm's own `bdb_ro.c`.
 */
export function readBerkeley(path: string, bytes: Buffer): RpmBlobs {
  const database = openBerkeley(path, bytes);
  if (database === undefined) return { blobs: [], diagnostics: [noDatabase(path, bytes)] };
  const blobs: Buffer[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let page = 1; page < database.pageCount; page++) {
    if (!hashPageTypes.has(bytes.readUInt8(page * database.pageSize + 25))) continue;
    for (const value of valuesOf(database, page)) {
      if (Buffer.isBuffer(value)) blobs.push(value);
      else if (diagnostics.length < maxDiagnostics) diagnostics.push(badItem(path, page, value));
    }
  }
  return { blobs, diagnostics };
}

function openBerkeley(path: string, bytes: Buffer): Berkeley | undefined {
  if (bytes.length < 512) return undefined;
  const isLittle = bytes.readUInt32LE(12) === hashMagic;
  if (!isLittle && bytes.readUInt32BE(12) !== hashMagic) return undefined;
  const number16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const number32 = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const pageSize = number32(20);
  const isPowerOfTwo = (pageSize & (pageSize - 1)) === 0;
  const isEncrypted = bytes.readUInt8(24) !== 0;
  if (pageSize < 512 || pageSize > 65536 || !isPowerOfTwo || isEncrypted || bytes.readUInt8(25) !== metaPageType) {
    return undefined;
  }
  const pageCount = Math.floor(bytes.length / pageSize);
  return { path, bytes, pageSize, pageCount, usedPages: new Uint8Array(pageCount), number16, number32 };
}

/** Gives the values of one hash page; the offset of an item whose value cannot be had. */
function* valuesOf(database: Berkeley, page: number): Generator<Buffer | number> {
  const { bytes, pageSize, number16 } = database;
  const start = page * pageSize;
  // Items do not overlap: together they are no larger than their page.
  let room = pageSize;
  const count = Math.min(number16(start + 20), (pageSize - pageHeaderBytes) >> 1);
  for (let index = 0; index + 1 < count; index += 2) {
    const keyAt = number16(start + pageHeaderBytes + index * 2);
    const valueAt = number16(start + pageHeaderBytes + index * 2 + 2);
    // Items are laid from the end of the page: each ends where the one before begins.
    room -= Math.max(keyAt - valueAt, 0);
    if (valueAt >= keyAt || valueAt < pageHeaderBytes || keyAt > pageSize || room < 0) {
      yield valueAt;
      continue;
    }
    const type = bytes.readUInt8(start + valueAt);
    if (type === keyDataItem) {
      const value = bytes.subarray(start + valueAt + 1, start + keyAt);
      // The counter of package numbers: four bytes under key 0.
      if (value.length > 4) yield value;
    } else if (type === offPageItem && valueAt + offPageItemBytes <= keyAt) {
      yield overflowValue(database, start + valueAt) ?? valueAt;
    } else yield valueAt;
  }
}

function overflowValue(database: Berkeley, item: number): Buffer | undefined {
  const { bytes, pageSize, pageCount, usedPages, number16, number32 } = database;
  const total = number32(item + 8);
  if (total > maxBlobBytes || total > bytes.length) return undefined;
  const parts: Buffer[] = [];
  let found = 0;
  let page = number32(item + 4);
  while (found < total) {
    const start = page * pageSize;
    if (page === 0 || page >= pageCount || usedPages[page] === 1) return undefined;
    if (bytes.readUInt8(start + 25) !== overflowPageType) return undefined;
    usedPages[page] = 1;
    const length = Math.min(number16(start + 22), pageSize - pageHeaderBytes);
    parts.push(bytes.subarray(start + pageHeaderBytes, start + pageHeaderBytes + length));
    found += length;
    page = number32(start + 16);
  }
  return Buffer.concat(parts, total);
}

function noDatabase(path: string, bytes: Buffer): Diagnostic {
  const got = bytes.toString("hex", 0, 26);
  return {
    code: "rpmdb/no-berkeley",
    level: "error",
    message: {
      en: `Expected a hash table of Berkeley DB, with the magic number 00061561 at byte 12 and a page size from 512 to 65536, got ${got === "" ? "an empty file" : got}. The file was not examined.`,
      ja: `12 バイト目にマジックナンバー 00061561、512 から 65536 までのページサイズを持つ Berkeley DB のハッシュ表を想定しましたが、${got === "" ? "空のファイル" : `先頭は ${got} `}でした。このファイルは検査していません。`,
    },
    location: { path },
  };
}

function badItem(path: string, page: number, offset: number): Diagnostic {
  return {
    code: "rpmdb/berkeley-item",
    level: "error",
    message: {
      en: `The value at byte ${offset} of page ${page} lies outside of its page or on overflow pages that are not there. The package was not examined.`,
      ja: `ページ ${page} の ${offset} バイト目にある値が、ページの範囲外、または存在しないオーバーフローページを指しています。このパッケージは検査していません。`,
    },
    location: { path },
  };
}
