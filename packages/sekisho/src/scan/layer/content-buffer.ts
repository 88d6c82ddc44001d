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

/** So much stays allocated for the next file: larger ones are few. */
const keptBytes = 4_194_304;

const empty = Buffer.alloc(0);

/** Makes a buffer that is used for one file after the other. */
export function createContentBuffer(): ContentBuffer {
  let memory = Buffer.allocUnsafeSlow(65_536);
  let length = 0;
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
      if (memory.length > keptBytes) memory = exchange(memory, keptBytes);
    },
    add(piece, isLast) {
      if (length === 0 && isLast) {
        whole = piece;
        length = piece.length;
        return;
      }
      const needed = length + piece.length;
      if (needed > memory.length) {
        memory = exchange(memory, expected >= needed ? expected : Math.max(needed, memory.length * 2), length);
      }
      piece.copy(memory, length);
      length = needed;
    },
    bytes: () => whole ?? (length === 0 ? empty : memory.subarray(0, length)),
  };
}

/**
 * Gives memory of another size with the first bytes of the old one, which is given back at once: collected with other
 * garbage, several of the largest files would wait together.
 */
function exchange(memory: Buffer<ArrayBuffer>, size: number, keptLength = 0): Buffer<ArrayBuffer> {
  const other = Buffer.allocUnsafeSlow(size);
  memory.copy(other, 0, 0, keptLength);
  memory.buffer.transfer(0);
  return other;
}
