import { isUtf8 } from "node:buffer";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Text } from "../model/text.ts";

/** So many bytes tell whether a file is binary, as in git. */
const sniffedBytes = 8_000;

/** The text of a file, and what was doubtful about its bytes. */
export interface DecodedText {
  /** With its byte order mark; `undefined` for a file that holds no text. */
  readonly text: string | undefined;
  /** False when bytes were replaced by U+FFFD: the text cannot be written back. */
  readonly isExact: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decodes UTF-8. Invalid bytes are reported and become U+FFFD, so that the rest is still examined. */
export function decodeText(path: string, bytes: Uint8Array): DecodedText {
  const binary = findBinaryMark(bytes);
  if (binary !== undefined) {
    return { text: undefined, isExact: false, diagnostics: [{ ...binary, level: "error", location: { path } }] };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  if (isUtf8(bytes)) return { text, isExact: true, diagnostics: [] };
  return { text, isExact: false, diagnostics: [invalidUtf8(path, bytes)] };
}

function findBinaryMark(bytes: Uint8Array): { readonly code: string; readonly message: Text } | undefined {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) {
    return {
      code: "target/utf-16",
      message: {
        en: "The file is not examined: expected UTF-8, got UTF-16 (a byte order mark at offset 0). Save it as UTF-8.",
        ja: "ファイルは検査しませんでした。UTF-8 を想定しましたが、UTF-16（先頭に BOM）です。UTF-8 で保存し直してください。",
      },
    };
  }
  const zero = bytes.subarray(0, sniffedBytes).indexOf(0);
  if (zero === -1) return undefined;
  return {
    code: "target/binary",
    message: {
      en: `The file is not examined: expected text, got a zero byte at offset ${zero}.`,
      ja: `ファイルは検査しませんでした。テキストを想定しましたが、オフセット ${zero} に NUL バイトがあります。`,
    },
  };
}

function invalidUtf8(path: string, bytes: Uint8Array): Diagnostic {
  const offset = findInvalidUtf8(bytes);
  const value = `0x${(bytes[offset] ?? 0).toString(16).padStart(2, "0")}`;
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return {
    code: "target/invalid-utf-8",
    level: "warning",
    message: {
      en: `Expected UTF-8, got the byte ${value} at offset ${offset}. Such bytes are read as U+FFFD; the rest of the file is examined.`,
      ja: `UTF-8 を想定しましたが、オフセット ${offset} に ${value} があります。該当するバイトは U+FFFD として扱い、残りは検査しました。`,
    },
    location: { path, startLine: line },
  };
}

/** Gives the offset of the first byte that is no part of well-formed UTF-8, or the length. Source: RFC 3629, section 4. */
export function findInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const width = widthOfSequence(bytes, at);
    if (width === 0) return at;
    at += width;
  }
  return at;
}

function widthOfSequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return isBetween(bytes[at + 1], 0x80, 0xbf) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return isBetween(bytes[at + 1], low, high) && isBetween(bytes[at + 2], 0x80, 0xbf) ? 3 : 0;
  }
  if (first < 0xf0 || first > 0xf4) return 0;
  const isSecondRight = isBetween(bytes[at + 1], first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf);
  return isSecondRight && isBetween(bytes[at + 2], 0x80, 0xbf) && isBetween(bytes[at + 3], 0x80, 0xbf) ? 4 : 0;
}

function isBetween(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
