import type { Diagnostic } from "../../model/diagnostic.ts";

/** The newest committed content of pages, by page number from 1. */
export type PageIndex = ReadonlyMap<number, Buffer>;

/** What a write-ahead log adds to its database. */
export interface WriteAheadLog {
  readonly pages: PageIndex;
  /** 0 without a log. */
  readonly pageSize: number;
  /** Pages of the database after the last commit; 0 without one. */
  readonly pageCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

const headerBytes = 32;
const frameHeaderBytes = 24;
const magics: ReadonlySet<number> = new Set([0x377f0682, 0x377f0683]);

interface Checksum {
  first: number;
  second: number;
}

/**
 * Reads the frames of a `-wal` file up to the last commit. Frames behind the first one whose salt or checksum does not
 * fit are left over from an older log, as SQLite itself sees it. Source: sqlite.org/fileformat2.html, 4.
 */
export function readWriteAheadLog(path: string, log: Buffer | undefined): WriteAheadLog {
  const none = { pages: new Map<number, Buffer>(), pageSize: 0, pageCount: 0, diagnostics: [] };
  if (log === undefined || log.length === 0) return none;
  if (log.length < headerBytes || !magics.has(log.readUInt32BE(0))) {
    return { ...none, diagnostics: [noLog(path, log)] };
  }
  const pageSize = log.readUInt32BE(8);
  const isPowerOfTwo = (pageSize & (pageSize - 1)) === 0;
  const isBigEndian = log.readUInt32BE(0) === 0x377f0683;
  const sum: Checksum = { first: 0, second: 0 };
  addWords(sum, log.subarray(0, 24), isBigEndian);
  if (pageSize < 512 || pageSize > 65536 || !isPowerOfTwo || !endsWith(log, 24, sum)) {
    return { ...none, diagnostics: [noLog(path, log)] };
  }
  return { ...readFrames(log, pageSize, sum, isBigEndian), pageSize, diagnostics: [] };
}

function readFrames(
  log: Buffer,
  pageSize: number,
  sum: Checksum,
  isBigEndian: boolean,
): { readonly pages: PageIndex; readonly pageCount: number } {
  const pages = new Map<number, Buffer>();
  let pending = new Map<number, Buffer>();
  let pageCount = 0;
  const step = frameHeaderBytes + pageSize;
  for (let at = headerBytes; at + step <= log.length; at += step) {
    const hasSalt = log.compare(log, 16, 24, at + 8, at + 16) === 0;
    if (!hasSalt) break;
    const content = log.subarray(at + frameHeaderBytes, at + step);
    addWords(sum, log.subarray(at, at + 8), isBigEndian);
    addWords(sum, content, isBigEndian);
    if (!endsWith(log, at + 16, sum)) break;
    pending.set(log.readUInt32BE(at), content);
    const sizeAfterCommit = log.readUInt32BE(at + 4);
    if (sizeAfterCommit === 0) continue;
    pageCount = sizeAfterCommit;
    for (const [page, bytes] of pending) pages.set(page, bytes);
    pending = new Map();
  }
  return { pages, pageCount };
}

/** Tells whether the sum so far stands in the log at a place. */
function endsWith(log: Buffer, at: number, { first, second }: Checksum): boolean {
  return log.readUInt32BE(at) === first >>> 0 && log.readUInt32BE(at + 4) === second >>> 0;
}

function addWords(sum: Checksum, bytes: Buffer, isBigEndian: boolean): void {
  let { first, second } = sum;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const left = isBigEndian ? bytes.readInt32BE(at) : bytes.readInt32LE(at);
    const right = isBigEndian ? bytes.readInt32BE(at + 4) : bytes.readInt32LE(at + 4);
    first = (first + left + second) | 0;
    second = (second + right + first) | 0;
  }
  sum.first = first;
  sum.second = second;
}

function noLog(path: string, log: Buffer): Diagnostic {
  const got = log.toString("hex", 0, 16);
  return {
    code: "sqlite/no-log",
    level: "error",
    message: {
      en: `Expected a write-ahead log with a valid header of 32 bytes in ${path}-wal, got ${got}. Changes that stand only there were not examined.`,
      ja: `${path}-wal に有効な 32 バイトのヘッダーを持つ先行書き込みログを想定しましたが、先頭は ${got} でした。ログのみにある変更は検査していません。`,
    },
    location: { path: `${path}-wal` },
  };
}
