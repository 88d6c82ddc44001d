import { Utf8Pieces } from "../sbom/utf8-pieces.ts";

/** A document that can be read several times. */
export interface DocumentSource {
  /** As the user names it. */
  readonly name: string;
  /** Gives the bytes from the start; each piece is valid until the next is asked for. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Gives the bytes of a document as UTF-8 without a byte order mark. */
export async function* readUtf8({ open }: DocumentSource): AsyncGenerator<Uint8Array> {
  const decoder = new Utf8Pieces();
  for await (const piece of open()) {
    const decoded = decoder.write(piece);
    if (decoded.length > 0) yield decoded;
  }
  const rest = decoder.end();
  if (rest.length > 0) yield rest;
}

/** Gives the first bytes of a document as UTF-8, and whether they are all. */
export async function readStart(
  source: DocumentSource,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of readUtf8(source)) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length > maxBytes) return { bytes: Buffer.concat(pieces).subarray(0, maxBytes), isWhole: false };
  }
  return { bytes: Buffer.concat(pieces), isWhole: true };
}
