import { crc32, inflateRawSync } from "node:zlib";
import { quote } from "../../model/quote.ts";
import type { ZipEntry } from "./read-zip.ts";
import {
  describeCorruptEntry,
  describeEncryptedEntry,
  describeEntryTooLarge,
  describeUnsupportedMethod,
  type ZipProblem,
} from "./zip-problem.ts";

/** The content of an entry, or why there is none. */
export type ZipContent =
  | { readonly kind: "content"; readonly bytes: Buffer }
  | { readonly kind: "problem"; readonly problem: ZipProblem };

const localHeader = 0x04034b50;
const localHeaderBytes = 30;
const encryptedFlag = 0x0001;
const stored = 0;
const deflated = 8;

/**
 * Gives the content of one entry: at most `maxBytes`, verified by its size and checksum.
 *
 * Stored content is a view into the archive. Sizes come from the directory, so that archives that were written in one
 * go, with sizes behind the content, read as any other.
 */
export function readZipEntry(archive: Buffer, entry: ZipEntry, maxBytes: number): ZipContent {
  const name = quote(entry.name);
  if ((entry.flags & encryptedFlag) !== 0) return refuse(describeEncryptedEntry(name));
  if (entry.method !== stored && entry.method !== deflated) {
    return refuse(describeUnsupportedMethod(name, entry.method));
  }
  if (entry.size > maxBytes) return refuse(describeEntryTooLarge(name, entry.size, maxBytes));
  const packed = findPackedBytes(archive, entry);
  if (packed === undefined) {
    return refuse(
      describeCorruptEntry(name, {
        en: "its content lies outside of the archive",
        ja: "内容の位置がアーカイブの範囲外です。",
      }),
    );
  }
  const bytes = entry.method === stored ? packed : inflate(packed, entry.size);
  if (bytes === undefined) {
    return refuse(
      describeCorruptEntry(name, {
        en: `expected deflated data of ${entry.size} bytes`,
        ja: `展開後 ${entry.size} バイトの Deflate データを想定しました。`,
      }),
    );
  }
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32) {
    return refuse(
      describeCorruptEntry(name, {
        en: "its size or checksum differs from what the directory says",
        ja: "サイズまたはチェックサムがディレクトリの記載と一致しません。",
      }),
    );
  }
  return { kind: "content", bytes };
}

function refuse(problem: ZipProblem): ZipContent {
  return { kind: "problem", problem };
}

function findPackedBytes(archive: Buffer, entry: ZipEntry): Buffer | undefined {
  const at = entry.headerOffset;
  if (!Number.isSafeInteger(at) || at + localHeaderBytes > archive.length) return undefined;
  if (archive.readUInt32LE(at) !== localHeader) return undefined;
  const start = at + localHeaderBytes + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const end = start + entry.compressedBytes;
  return end <= archive.length ? archive.subarray(start, end) : undefined;
}

/** Inflates to at most the claimed size; gives nothing for data that is corrupt or longer. */
function inflate(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    // Zlib and the limit are all that can fail here, and both are errors with a code.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}
