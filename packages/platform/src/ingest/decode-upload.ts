import { pipeline, Readable, type Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { SekishoError } from "sekisho";

/** What may be larger than memory has a limit. */
export interface UploadLimits {
  /** Bytes after decompression. */
  readonly maxBytes: number;
}

const gzipMagic = [0x1f, 0x8b];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];
const knownEncodings = new Set(["identity", "gzip", "x-gzip", "zstd"]);

/**
 * Gives the bytes of an upload without their compression. What it is compressed with is seen by its first bytes: clients
 * forget to say so, and proxies take compression off and leave the header.
 *
 * @throws {SekishoError} `request-invalid` for a compression that is not read or that breaks off, `request-too-large`
 *   beyond the limit.
 */
export async function* decodeUpload(
  upload: Readable,
  contentEncoding: string | undefined,
  { maxBytes }: UploadLimits,
): AsyncGenerator<Buffer> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? "identity";
  if (!knownEncodings.has(encoding)) {
    throw invalid(
      `Content-Encoding is gzip, zstd or left out, got ${JSON.stringify(encoding.slice(0, 40))}`,
      `Content-Encoding には gzip または zstd を指定するか、省略してください（指定値: ${JSON.stringify(encoding.slice(0, 40))}）。`,
    );
  }
  let total = 0;
  for await (const piece of inflate(upload)) {
    total += piece.length;
    if (total > maxBytes) throw tooLarge(maxBytes);
    yield piece;
  }
  if (total === 0) throw invalid("expected a report, got nothing", "レポートの内容が空です。");
}

async function* inflate(upload: Readable): AsyncGenerator<Buffer> {
  const pieces = piecesOf(upload);
  const head = await readHead(pieces);
  const decompressor = chooseDecompressor(head);
  if (decompressor === undefined) {
    yield* joined(head, pieces);
    return;
  }
  // What goes wrong on either side ends the reading below with an error.
  pipeline(Readable.from(joined(head, pieces), { objectMode: false }), decompressor, () => undefined);
  try {
    yield* piecesOf(decompressor);
  } catch (cause) {
    throw invalid(
      "the compressed body is damaged or cut off",
      "圧縮されたデータが破損しているか、途中で切れています。",
      cause,
    );
  }
}

function chooseDecompressor(head: Buffer): Transform | undefined {
  if (startsWith(head, gzipMagic)) return createGunzip();
  return startsWith(head, zstdMagic) ? createZstdDecompress() : undefined;
}

async function* joined(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

async function* piecesOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    if (piece instanceof Uint8Array) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  }
}

/** Reads until the longest magic number fits. */
async function readHead(pieces: AsyncGenerator<Buffer>): Promise<Buffer> {
  const head: Buffer[] = [];
  let length = 0;
  while (length < zstdMagic.length) {
    const next = await pieces.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(head);
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function tooLarge(maxBytes: number): SekishoError {
  return new SekishoError("request-too-large", {
    en: `a report has at most ${maxBytes} bytes after decompression`,
    ja: `レポートの上限は、展開後 ${maxBytes} バイトです。`,
  });
}

function invalid(en: string, ja: string, cause?: unknown): SekishoError {
  return new SekishoError("request-invalid", { en, ja }, cause === undefined ? {} : { cause });
}
