/** Puts together content that comes in pieces. One that comes whole in one piece is not copied. */
export interface ContentBuffer {
  readonly length: number;
  /** Makes it ready for a file of that size. */
  clear(expectedBytes?: number): void;
  /** Takes a piece that is valid during the call; `isLast` when no other follows, so that it need not be copied. */
  add(piece: Buffer, isLast: boolean): void;
  /** Gives what was taken; valid until the next call. */
  bytes(): Buffer;
}

/** So much of it stays in memory for the next file: larger ones are few. */
const keptBytes = 4_194_304;

/**
 * More than 32 MiB: the memory of a process grows by the pages alone that are written to, and all of them are given back at
 * once. Smaller blocks that are given back teach glibc to keep others of their size for ever, in every thread.
 */
const roomBytes = 41_943_040;

const empty = Buffer.alloc(0);

/** Makes a buffer that is used for one file after the other. */
export function createContentBuffer(): ContentBuffer {
  let memory: Buffer<ArrayBuffer> | undefined;
  let length = 0;
  /** The most that was ever written to the memory. */
  let writtenBytes = 0;
  let whole: Buffer | undefined;
  /** 0 when it is not known: memory is doubled then. */
  let expected = 0;
  return {
    get length() {
      return length;
    },
    clear(expectedBytes = 0) {
      length = 0;
      whole = undefined;
      expected = expectedBytes;
      if (writtenBytes <= keptBytes) return;
      giveBack(memory);
      memory = undefined;
      writtenBytes = 0;
    },
    add(piece, isLast) {
      if (length === 0 && isLast) {
        whole = piece;
        length = piece.length;
        return;
      }
      const needed = length + piece.length;
      memory ??= Buffer.allocUnsafeSlow(roomBytes);
      if (needed > memory.length) memory = enlarge(memory, length, Math.max(needed, expected, memory.length * 2));
      piece.copy(memory, length);
      length = needed;
      writtenBytes = Math.max(writtenBytes, length);
    },
    bytes: () => whole ?? (length === 0 || memory === undefined ? empty : memory.subarray(0, length)),
  };
}

function enlarge(memory: Buffer<ArrayBuffer>, keptLength: number, size: number): Buffer<ArrayBuffer> {
  const other = Buffer.allocUnsafeSlow(size);
  memory.copy(other, 0, 0, keptLength);
  giveBack(memory);
  return other;
}

/** Collected with other garbage, several of the largest files would wait together. */
function giveBack(memory: Buffer<ArrayBuffer> | undefined): void {
  memory?.buffer.transfer(0);
}
