/** One segment of a program that is made for a test. */
export interface SampleSegment {
  readonly flags: number;
  readonly address: number;
  readonly content: Buffer;
  /** `PT_LOAD` when left out. */
  readonly type?: number;
}

/** What a program that is made for a test consists of. */
export interface SampleElf {
  readonly bits?: 32 | 64;
  readonly isLittleEndian?: boolean;
  readonly fileType?: number;
  readonly segments: readonly SampleSegment[];
  /** Bytes between the last segment and the section table. */
  readonly unloaded?: Buffer;
}

/** Writes an ELF file with the given segments, each at the next border of 16 bytes, and an empty section table. */
export function makeElf({ bits = 64, isLittleEndian = true, fileType = 2, segments, unloaded }: SampleElf): Buffer {
  const headerBytes = bits === 64 ? 64 : 52;
  const entryBytes = bits === 64 ? 56 : 32;
  const parts: Buffer[] = [];
  const places: number[] = [];
  let end = align(headerBytes + segments.length * entryBytes);
  for (const { content } of segments) {
    places.push(end);
    parts.push(content, Buffer.alloc(align(content.length) - content.length));
    end += align(content.length);
  }
  const head = Buffer.alloc(align(headerBytes + segments.length * entryBytes));
  const write = createWriter(head, bits, isLittleEndian);
  head.write("\x7fELF", 0, "latin1");
  head.set([bits === 64 ? 2 : 1, isLittleEndian ? 1 : 2, 1], 4);
  write.half(16, fileType);
  write.half(18, 62);
  write.address(bits === 64 ? 32 : 28, headerBytes);
  write.address(bits === 64 ? 40 : 32, unloaded === undefined ? 0 : end + unloaded.length);
  write.half(bits === 64 ? 54 : 42, entryBytes);
  write.half(bits === 64 ? 56 : 44, segments.length);
  for (const [index, segment] of segments.entries()) {
    const at = headerBytes + index * entryBytes;
    write.word(at, segment.type ?? 1);
    write.word(at + (bits === 64 ? 4 : 24), segment.flags);
    write.address(at + (bits === 64 ? 8 : 4), places[index] ?? 0);
    write.address(at + (bits === 64 ? 16 : 8), segment.address);
    write.address(at + (bits === 64 ? 32 : 16), segment.content.length);
  }
  return Buffer.concat([head, ...parts, unloaded ?? Buffer.alloc(0)]);
}

interface Writer {
  half(at: number, value: number): void;
  word(at: number, value: number): void;
  address(at: number, value: number): void;
}

function createWriter(bytes: Buffer, bits: 32 | 64, isLittleEndian: boolean): Writer {
  const word = (at: number, value: number): void => {
    if (isLittleEndian) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
  };
  return {
    half(at, value) {
      if (isLittleEndian) bytes.writeUInt16LE(value, at);
      else bytes.writeUInt16BE(value, at);
    },
    word,
    address(at, value) {
      if (bits === 32) word(at, value);
      else if (isLittleEndian) bytes.writeBigUInt64LE(BigInt(value), at);
      else bytes.writeBigUInt64BE(BigInt(value), at);
    },
  };
}

function align(size: number): number {
  return Math.ceil(size / 16) * 16;
}
