import type { Diagnostic } from "../../model/diagnostic.ts";
import { type PageIndex, readWriteAheadLog } from "./write-ahead-log.ts";

/** A database file held in memory. */
export interface SqliteFile {
  /** For diagnostics. */
  readonly path: string;
  readonly bytes: Buffer;
  /** The bytes of `NAME-wal` beside it, if there is one. */
  readonly log?: Buffer;
}

/** A database whose header was read. */
export interface SqliteDatabase {
  readonly path: string;
  readonly pageSize: number;
  /** Bytes of a page without those reserved at its end. */
  readonly usableSize: number;
  readonly encoding: "utf8" | "utf16le" | "utf16be";
  readonly pageCount: number;
  readonly bytes: Buffer;
  readonly logPages: PageIndex;
}

/** What opening gives: a database, or why there is none. */
export interface OpenedDatabase {
  readonly database?: SqliteDatabase;
  readonly diagnostics: readonly Diagnostic[];
}

const magic = "SQLite format 3\0";
const headerBytes = 100;
const encodings = ["utf8", "utf8", "utf16le", "utf16be"] as const;

/** Reads the header of a database and applies its write-ahead log. Source: sqlite.org/fileformat2.html, 1.3 and 4. */
export function openDatabase(file: SqliteFile): OpenedDatabase {
  const log = readWriteAheadLog(file.path, file.log);
  // A database that was never checkpointed can be empty but for its log.
  const header = file.bytes.length === 0 ? (log.pages.get(1) ?? file.bytes) : file.bytes;
  if (header.length < headerBytes || header.toString("latin1", 0, magic.length) !== magic) {
    return { diagnostics: [...log.diagnostics, noDatabase(file.path, header)] };
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  const usableSize = pageSize - header.readUInt8(20);
  const isPowerOfTwo = (pageSize & (pageSize - 1)) === 0;
  if (pageSize < 512 || !isPowerOfTwo || usableSize < 480) {
    return { diagnostics: [...log.diagnostics, badPageSize(file.path, pageSize, usableSize)] };
  }
  const logPages = log.pageSize === pageSize ? log.pages : new Map<number, Buffer>();
  const current = logPages.get(1) ?? header;
  const database: SqliteDatabase = {
    path: file.path,
    pageSize,
    usableSize,
    encoding: encodings[current.readUInt32BE(56)] ?? "utf8",
    pageCount: Math.max(Math.ceil(file.bytes.length / pageSize), log.pageCount),
    bytes: file.bytes,
    logPages,
  };
  return { database, diagnostics: log.diagnostics };
}

/** Gives a page, counted from 1, from the log or the file; `undefined` when it is not there whole. */
export function findPage(database: SqliteDatabase, page: number): Buffer | undefined {
  if (page < 1 || page > database.pageCount) return undefined;
  const logged = database.logPages.get(page);
  if (logged !== undefined) return logged;
  const start = (page - 1) * database.pageSize;
  const end = start + database.pageSize;
  return end > database.bytes.length ? undefined : database.bytes.subarray(start, end);
}

function noDatabase(path: string, bytes: Buffer): Diagnostic {
  const got = bytes.length === 0 ? "an empty file" : bytes.toString("hex", 0, 16);
  return {
    code: "sqlite/no-database",
    level: "error",
    message: {
      en: `Expected an SQLite database, which begins with "SQLite format 3" and a header of 100 bytes, got ${got}. The file was not examined.`,
      ja: `「SQLite format 3」と 100 バイトのヘッダーで始まる SQLite データベースを想定しましたが、${bytes.length === 0 ? "空のファイル" : `先頭は ${got} `}でした。このファイルは検査していません。`,
    },
    location: { path },
  };
}

function badPageSize(path: string, pageSize: number, usableSize: number): Diagnostic {
  return {
    code: "sqlite/page-size",
    level: "error",
    message: {
      en: `Expected a page size that is a power of two from 512 to 65536 with at least 480 usable bytes, got ${pageSize} with ${usableSize}. The file was not examined.`,
      ja: `ページサイズは 512 から 65536 までの 2 の累乗で、使用可能な領域が 480 バイト以上であると想定しましたが、${pageSize} バイト（使用可能 ${usableSize} バイト）でした。このファイルは検査していません。`,
    },
    location: { path },
  };
}
