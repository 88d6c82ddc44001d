import type { Diagnostic } from "../../model/diagnostic.ts";
import { findPage, type SqliteDatabase } from "./open-database.ts";
import { readRecord, readVarint, type SqliteValue } from "./read-record.ts";

/** A place to put what could not be read. */
export type Complain = (diagnostic: Diagnostic) => void;

const interiorTable = 5;
const leafTable = 13;

/** The most bytes that one row may hold, spread over overflow pages. */
const maxRowBytes = 512 * 1024 * 1024;

/**
 * Gives the rows of a table in the order of their row numbers. Damaged pages and rows become diagnostics, the others
 * are given all the same; `undefined` when there is no such table. A column that is the row number itself
 * (`INTEGER PRIMARY KEY`) holds null. Source: sqlite.org/fileformat2.html, 1.6.
 */
export function readTable(
  database: SqliteDatabase,
  name: string,
  complain: Complain,
): Iterable<readonly SqliteValue[]> | undefined {
  // Columns of the schema table: type, name, table, root page, statement.
  for (const [type, , table, root] of readRows(database, 1, complain)) {
    const isWanted = type === "table" && typeof table === "string" && table.toLowerCase() === name.toLowerCase();
    if (isWanted && typeof root === "number") return readRows(database, root, complain);
  }
  return undefined;
}

/** What a walk over one tree has seen. */
interface Walk {
  readonly database: SqliteDatabase;
  /** Pages of the tree and of rows: each belongs to one place. */
  readonly seen: Set<number>;
  readonly complain: Complain;
}

/** Walks a table's tree without recursion; a page that is reached twice is a cycle or damage, and read once. */
function* readRows(database: SqliteDatabase, root: number, complain: Complain): Generator<readonly SqliteValue[]> {
  const walk: Walk = { database, seen: new Set(), complain };
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = takePage(walk, number);
    if (page === undefined) {
      complain(badPage(database, number, walk.seen.has(number)));
      continue;
    }
    const start = number === 1 ? 100 : 0;
    const kind = page.readUInt8(start);
    if (kind === interiorTable) waiting.push(...childrenOf(page, start).toReversed());
    else if (kind === leafTable) yield* readLeaf(walk, number, page);
    else complain(wrongKind(database, number, kind));
  }
}

/** Gives a page the first time it is asked for. */
function takePage({ database, seen }: Walk, number: number): Buffer | undefined {
  if (seen.has(number)) return undefined;
  const page = findPage(database, number);
  if (page !== undefined) seen.add(number);
  return page;
}

/** Gives the offsets of a page's cells; those that a damaged page puts outside are left out. */
function cellOffsets(page: Buffer, start: number, pointers: number): readonly number[] {
  const count = page.readUInt16BE(start + 3);
  const offsets: number[] = [];
  for (let index = 0; index < count; index++) {
    const at = pointers + index * 2;
    if (at + 2 > page.length) break;
    offsets.push(page.readUInt16BE(at));
  }
  return offsets;
}

function childrenOf(page: Buffer, start: number): readonly number[] {
  const children: number[] = [];
  for (const at of cellOffsets(page, start, start + 12)) {
    if (at + 4 <= page.length) children.push(page.readUInt32BE(at));
  }
  children.push(page.readUInt32BE(start + 8));
  return children;
}

function* readLeaf(walk: Walk, number: number, page: Buffer): Generator<readonly SqliteValue[]> {
  const start = number === 1 ? 100 : 0;
  // Rows do not overlap: their parts in the page are together no larger than it.
  let room = walk.database.usableSize;
  for (const at of cellOffsets(page, start, start + 8)) {
    const cell = readCell(walk.database, page, at);
    room -= cell?.local.length ?? 0;
    const payload = cell === undefined || room < 0 ? undefined : readPayload(walk, cell);
    const values = payload === undefined ? undefined : readRecord(walk.database, payload);
    if (values === undefined) walk.complain(badRow(walk.database, number, at));
    else yield values;
  }
}

/** The part of a row that lies in its leaf page. */
interface Cell {
  readonly total: number;
  readonly local: Buffer;
  /** First overflow page; 0 when everything is local. */
  readonly overflow: number;
}

function readCell(database: SqliteDatabase, page: Buffer, at: number): Cell | undefined {
  const length = readVarint(page, at);
  const rowNumber = length === undefined ? undefined : readVarint(page, length.next);
  if (length === undefined || rowNumber === undefined || length.value > maxRowBytes) return undefined;
  const total = length.value;
  const start = rowNumber.next;
  const end = start + localBytes(database.usableSize, total);
  const local = page.subarray(start, end);
  if (end - start === total) return end > database.usableSize ? undefined : { total, local, overflow: 0 };
  return end + 4 > database.usableSize ? undefined : { total, local, overflow: page.readUInt32BE(end) };
}

/** How much of a row lies in its table leaf page itself. */
function localBytes(usable: number, total: number): number {
  const most = usable - 35;
  if (total <= most) return total;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((total - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

/** Gives a row's bytes, put together from its page and its overflow pages; `undefined` when a part is missing. */
function readPayload(walk: Walk, { total, local, overflow }: Cell): Buffer | undefined {
  if (local.length === total) return local;
  const { usableSize, pageCount } = walk.database;
  // A chain longer than the file has pages is a lie: nothing is allocated for it.
  if (Math.ceil((total - local.length) / (usableSize - 4)) > pageCount) return undefined;
  const parts = [local];
  let found = local.length;
  for (let number = overflow; found < total; ) {
    const page = takePage(walk, number);
    if (page === undefined) return undefined;
    const part = page.subarray(4, Math.min(usableSize, 4 + total - found));
    parts.push(part);
    found += part.length;
    number = page.readUInt32BE(0);
  }
  return Buffer.concat(parts, total);
}

function badPage({ path, pageCount }: SqliteDatabase, page: number, isRepeated: boolean): Diagnostic {
  return {
    code: "sqlite/page-missing",
    level: "error",
    message: isRepeated
      ? {
          en: `Page ${page} is referred to twice, which no valid table tree does. Rows below the second reference were not examined.`,
          ja: `ページ ${page} が 2 回参照されています。正しい表の木構造では起こりません。2 回目の参照から先の行は検査していません。`,
        }
      : {
          en: `Page ${page} is referred to, but the file has ${pageCount} pages. Rows on it were not examined.`,
          ja: `ページ ${page} が参照されていますが、ファイルのページ数は ${pageCount} です。このページの行は検査していません。`,
        },
    location: { path },
  };
}

function wrongKind({ path }: SqliteDatabase, page: number, kind: number): Diagnostic {
  return {
    code: "sqlite/page-kind",
    level: "error",
    message: {
      en: `Expected page ${page} to be of a table tree (kind 5 or 13), got kind ${kind}. Rows on it were not examined.`,
      ja: `ページ ${page} は表の木構造（種別 5 または 13）であると想定しましたが、種別 ${kind} でした。このページの行は検査していません。`,
    },
    location: { path },
  };
}

function badRow({ path }: SqliteDatabase, page: number, offset: number): Diagnostic {
  return {
    code: "sqlite/row",
    level: "error",
    message: {
      en: `The row at byte ${offset} of page ${page} ends outside of its page or its overflow pages. It was not examined.`,
      ja: `ページ ${page} の ${offset} バイト目にある行が、ページまたはオーバーフローページの範囲を超えています。この行は検査していません。`,
    },
    location: { path },
  };
}
