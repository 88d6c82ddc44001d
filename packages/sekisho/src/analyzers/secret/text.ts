import { createHash } from "node:crypto";
import type { AnalyzerResult, ContentDigests } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import {
  bytesAhead,
  bytesKept,
  type FileScan,
  maxSecretsPerFile,
  startFileScan,
} from "../../semantics/secret-patterns/scan-file.ts";
import { defineStreamAnalyzer, type FileHead, type FileWatch } from "../define.ts";
import { reasonToSkip } from "./skipped-paths.ts";
import { findTextEncoding, type TextEncoding } from "./text-encoding.ts";

const mebibyte = 1_048_576;
/** Bytes of one file that are searched. */
const maxSearchedBytes = 256 * mebibyte;
/** Bytes of a file that are held at once. Files up to this size have checksums beside their credentials. */
const windowBytes = 4 * mebibyte;
/** So many new bytes are worth a look: they are still in the processor's cache then. */
const stepBytes = 65_536;

/** Finds credentials in text files of every kind. */
export const text = defineStreamAnalyzer({
  id: "secret/text",
  version: 3,
  finds: ["secret"],
  scope: "everywhere",
  open(file, start) {
    if (file.size < 8 || reasonToSkip(file.path) !== undefined) return undefined;
    const encoding = findTextEncoding(start);
    return encoding === undefined ? undefined : watchFile(file, encoding);
  },
});

function watchFile(file: FileHead, encoding: TextEncoding): FileWatch {
  const watch = watchText(file);
  if (encoding === "utf-8") return watch;
  const decoder = new TextDecoder(encoding);
  return {
    write: (piece) => watch.write(Buffer.from(decoder.decode(piece, { stream: true }))),
    // Checksums would be those of the decoded text.
    end: () => {
      const { contentDigests: _, ...result } = watch.end();
      return result;
    },
  };
}

function watchText(file: FileHead): FileWatch {
  const scan = startFileScan(file.path);
  const window = openWindow(Math.min(windowBytes, file.size + 1), scan);
  let whole: { readonly result: AnalyzerResult } | undefined;
  let seen = 0;
  return {
    write(piece) {
      if (seen === 0 && piece.length === file.size) {
        // The whole file at once: nothing is copied.
        scan.scan({ bytes: piece, length: piece.length, base: 0, isLast: true }, piece.length);
        whole = { result: toResult(file, scan, () => digestsOf(piece)) };
      } else if (seen < maxSearchedBytes) {
        window.write(piece.subarray(0, maxSearchedBytes - seen));
      }
      seen += piece.length;
    },
    end() {
      if (whole !== undefined) return whole.result;
      const digests = window.finish();
      const result = toResult(file, scan, () => (seen > maxSearchedBytes ? undefined : digests()));
      window.close();
      if (seen <= maxSearchedBytes) return result;
      return { ...result, diagnostics: [...(result.diagnostics ?? []), tooLarge(file, seen)] };
    },
  };
}

interface SearchWindow {
  write(piece: Buffer): void;
  /** Looks at the rest; gives what computes the checksums, as long as the whole file is held. */
  finish(): () => ContentDigests | undefined;
  /** Gives its memory to the next file. */
  close(): void;
}

/** Memory of the window before: files come by the ten thousand, and giving back lags behind. */
let spareMemory: Buffer | undefined;

function takeMemory(bytes: number): Buffer {
  const memory = spareMemory;
  spareMemory = undefined;
  return memory !== undefined && memory.length >= bytes ? memory : Buffer.allocUnsafeSlow(bytes);
}

function openWindow(capacity: number, scan: FileScan): SearchWindow {
  let bytes: Buffer | undefined;
  let length = 0;
  let base = 0;
  let looked = 0;
  const look = (isLast: boolean): void => {
    if (bytes === undefined) return;
    const to = isLast ? length : length - bytesAhead;
    if (to <= looked) return;
    scan.scan({ bytes, length, base, isLast }, to);
    looked = to;
  };
  const makeRoom = (held: Buffer): void => {
    look(false);
    const dropped = Math.max(0, looked - bytesKept);
    scan.drop({ bytes: held, length, base, isLast: false }, dropped);
    held.copyWithin(0, dropped, length);
    length -= dropped;
    looked -= dropped;
    base += dropped;
  };
  return {
    write(piece) {
      // Decoded text can be longer than the file.
      bytes ??= takeMemory(Math.max(capacity, 4 * bytesAhead));
      let taken = 0;
      while (taken < piece.length) {
        if (length === bytes.length) makeRoom(bytes);
        const copied = piece.copy(bytes, length, taken);
        taken += copied;
        length += copied;
        if (length - bytesAhead - looked >= stepBytes) look(false);
      }
    },
    finish() {
      look(true);
      return () => (bytes === undefined || base > 0 ? undefined : digestsOf(bytes.subarray(0, length)));
    },
    close() {
      if (bytes !== undefined && bytes.length > (spareMemory?.length ?? 0)) spareMemory = bytes;
      bytes = undefined;
    },
  };
}

function toResult(file: FileHead, scan: FileScan, digests: () => ContentDigests | undefined): AnalyzerResult {
  const secrets = scan.secrets();
  if (secrets.length === 0) return {};
  const contentDigests = digests();
  const omitted = scan.omitted();
  return {
    secrets,
    ...(contentDigests === undefined ? {} : { contentDigests }),
    ...(omitted === 0 ? {} : { diagnostics: [tooMany(file, omitted)] }),
  };
}

function digestsOf(bytes: Buffer): ContentDigests {
  const hash = (algorithm: string): string => createHash(algorithm).update(bytes).digest("hex");
  return { md5: hash("md5"), sha1: hash("sha1"), sha256: hash("sha256") };
}

function tooLarge({ path }: FileHead, size: number): Diagnostic {
  return {
    code: "secret/file-too-large",
    level: "error",
    message: {
      en: `${path} has ${size} bytes: only the first ${maxSearchedBytes} (maxSearchedBytes) were searched for secrets.`,
      ja: `${path} は ${size} バイトあるため、先頭の ${maxSearchedBytes} バイト（maxSearchedBytes）だけシークレットを検索しました。`,
    },
    location: { path },
  };
}

function tooMany({ path }: FileHead, omitted: number): Diagnostic {
  return {
    code: "secret/too-many-secrets",
    level: "warning",
    message: {
      en: `${path} has more secrets than are listed: the first ${maxSecretsPerFile} (maxSecretsPerFile) are, ${omitted} further ones are not.`,
      ja: `${path} のシークレットは一覧の上限を超えています。先頭の ${maxSecretsPerFile} 件（maxSecretsPerFile）を示し、ほかの ${omitted} 件は省略しました。`,
    },
    location: { path },
  };
}
