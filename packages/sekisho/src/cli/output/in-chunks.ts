/** Bytes that are written at once: few system calls, and little memory however long a report is. */
const chunkBytes = 131_072;

/** A UTF-16 unit takes three bytes of UTF-8 at most. */
const bytesPerUnit = 3;

/**
 * Gathers the pieces of a text, in UTF-8, to chunks that are worth a write of their own. Nothing is held back at the end. A
 * chunk is good until the next one is asked for: all lie in the same memory.
 *
 * Each piece is encoded by itself: put together first, they would be copied twice, and one letter beyond Latin-1 would
 * double the memory of them all.
 */
export function* inChunks(pieces: Iterable<string>): Generator<Uint8Array> {
  let chunk: Buffer | undefined;
  let used = 0;
  for (const piece of pieces) {
    if (piece === "") continue;
    const most = piece.length * bytesPerUnit;
    if (chunk !== undefined && most > chunkBytes - used) {
      if (used > 0) yield chunk.subarray(0, used);
      used = 0;
    }
    if (most > chunkBytes) yield Buffer.from(piece);
    else used += (chunk ??= Buffer.allocUnsafeSlow(chunkBytes)).write(piece, used);
  }
  if (chunk !== undefined && used > 0) yield chunk.subarray(0, used);
}
