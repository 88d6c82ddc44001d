import { ByteWriter } from "./byte-writer.ts";

/** Room outside of memory, or beside it: bytes are put one behind the other and read again. */
export interface Scratch {
  /** Gives where the bytes begin; they may be written over afterwards. */
  append(bytes: Uint8Array): number;
  /** Gives a copy of bytes that were put there. */
  read(offset: number, length: number): Buffer;
}

/** Gives a scratch in memory, for databases that are small. */
export function memoryScratch(): Scratch {
  const writer = new ByteWriter(64 * 1024);
  return {
    append(bytes) {
      const start = writer.length;
      writer.bytes(bytes);
      return start;
    },
    read: (offset, length) => Buffer.from(writer.view().subarray(offset, offset + length)),
  };
}
