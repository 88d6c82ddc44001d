import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** The body of a request, or the status that refuses it. */
export type BodyReading =
  | { readonly kind: "read"; readonly bytes: Buffer }
  | { readonly kind: "refused"; readonly status: 400 | 413 | 415 | 429 };

/** How many bytes of requests are held at a time, by all of them together. */
export interface HeldBytes {
  readonly limit: number;
  held: number;
}

const unpack = promisify(gunzip);

/**
 * Reads the body of a request, of at most `maxBytes` also when it is unpacked. While too much is held by all requests
 * together, further ones are refused with 429: their senders keep them, and come again.
 */
export async function readBody(request: IncomingMessage, maxBytes: number, held: HeldBytes): Promise<BodyReading> {
  const { "content-encoding": encoding = "identity", "content-length": length = "0" } = request.headers;
  if (encoding !== "identity" && encoding !== "gzip") return refused(415);
  if (Number(length) > maxBytes) return refused(413);
  const pieces: Buffer[] = [];
  let total = 0;
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) return refused(400);
      total += piece.length;
      held.held += piece.length;
      if (total > maxBytes) return refused(413);
      if (held.held > held.limit) return refused(429);
      pieces.push(piece);
    }
    const [only = Buffer.alloc(0)] = pieces;
    const bytes = pieces.length === 1 ? only : Buffer.concat(pieces);
    if (encoding === "identity") return { kind: "read", bytes };
    return await unpackBody(bytes, maxBytes);
  } catch {
    // The sender broke off: nobody waits for the answer.
    return refused(400);
  } finally {
    held.held -= total;
  }
}

async function unpackBody(bytes: Buffer, maxBytes: number): Promise<BodyReading> {
  try {
    return { kind: "read", bytes: await unpack(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return refused(isLarge ? 413 : 400);
  }
}

function refused(status: 400 | 413 | 415 | 429): BodyReading {
  return { kind: "refused", status };
}
